#pragma once

namespace urker::link {

/// Probability that a standard normal variable is above x.
[[nodiscard]] double normal_above(double x);

/// The x below which it is with a probability in (0, 1), to the last digits.
[[nodiscard]] double normal_quantile(double probability);

/// Probability that two of them, correlated, are both above x.
[[nodiscard]] double both_above(double x, double correlation);

} // namespace urker::link
