#pragma once

#include "results/posix_file.hpp"

#include <chrono>
#include <filesystem>

// Private to this folder: a run's folder belongs to who holds the lock in it. The lock is gone with
// its process, however that ends; so no process may leave children behind that have it.
namespace urker::results {

/// Makes the folder if it is not there, and locks it. Throws `Error{cannot_write}` with path and
/// reason: something else is in the way, another run holds the lock (the message says which), the
/// file system cannot lock.
[[nodiscard]] FileDescriptor make_and_lock(const std::filesystem::path& folder);

/// Locks a folder that is there, as soon as nobody else holds it, within `patience`: a run that was
/// killed may take a while to end. Throws as `make_and_lock` does.
[[nodiscard]] FileDescriptor lock_within(const std::filesystem::path& folder,
                                         std::chrono::milliseconds patience);

/// Writes into the lock who holds it, for the message to others. Throws `Error{cannot_write}`.
void sign_lock(const FileDescriptor& lock, const std::filesystem::path& folder);

/// Removes the lock's file while it is held.
void remove_lock(const std::filesystem::path& folder) noexcept;

} // namespace urker::results
