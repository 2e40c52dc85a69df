#pragma once

#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace urker::orbit {

/// How a table is read between its states. `hermite`: positions and velocities together give the
/// position's polynomial, and the velocity is its derivative. `lagrange`: positions and velocities
/// have polynomials of their own, which agree as well as the table is dense.
enum class Interpolation { hermite, lagrange };

/// States at increasing instants, at least two, and the span in which they are to be used, which
/// lies between the first and the last.
struct StateTable {
  Interpolation interpolation = Interpolation::hermite;
  std::size_t degree = 7; ///< of the position's polynomial; rounded up to an odd one for `hermite`
  Time begin, end;        ///< in use
  std::vector<Time> times;
  std::vector<State> states;
};

/// An orbit that somebody else computed: tables, each after the other, nothing interpolated from
/// one to the next. At the instants of a table the state is the table's, to the last bit; between
/// two of them it is a polynomial through these and as many before as behind, fewer where the table
/// begins or ends, of a lower degree if the table has too few states.
class TabulatedTrajectory final : public Trajectory {
 public:
  /// Whose orbit it is stands in errors. `frame` is GCRF or TEME. Throws `Error{invalid_input}` for
  /// tables without two states or that overlap in use.
  TabulatedTrajectory(std::string name, const Epoch& epoch, Frame frame,
                      const std::vector<StateTable>& tables);

  using Trajectory::states;
  [[nodiscard]] Frame frame() const override { return frame_; }
  /// Throws `Error{invalid_input}` outside of the tables.
  [[nodiscard]] State state(Time t) const override;
  /// The Bernstein coefficients of the polynomials bound the motion (bernstein.hpp).
  [[nodiscard]] MotionBounds bounds(Time begin, Time end) const override;

 private:
  /// From one state of a table to the next, as far as it is in use.
  struct Piece {
    Time begin, end;          ///< in use
    Time first, last;         ///< states of the table
    std::vector<Vector3> r_m; ///< Bernstein coefficients from `first` to `last`
    std::vector<Vector3> v_m_s;
    MotionBounds bounds;
  };
  void add(const StateTable& table);
  [[nodiscard]] std::size_t piece(Time t) const;

  std::string name_;
  Epoch epoch_;
  Frame frame_;
  std::vector<Piece> pieces_; ///< in the order of time
};

} // namespace urker::orbit
