#pragma once

// This program's own fsync, rename, write and so on stand before those of the system: they count
// the calls, and let one of them fail or be the last that the process does.
namespace urker::disk_fault {

enum class Fault { kill, error };

/// From now on call number `call` (from 1) fails with EIO, or kills the process instead.
void arm(int call, Fault fault);
/// Calls since then.
[[nodiscard]] int calls();

} // namespace urker::disk_fault
