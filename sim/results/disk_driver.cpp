#include "results/disk_driver.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace urker::results::hdf5 {
namespace {

/// What the access properties carry; HDF5 copies it.
struct DriverInfo {
  DiskFile* disk = nullptr;
};

/// HDF5 knows a file by its first member.
struct DriverFile {
  H5FD_t base{};
  DiskFile* disk = nullptr;
  haddr_t allocated = 0; ///< as HDF5 sees the file's size
  haddr_t written = 0;   ///< as the disk does
};

DriverFile* own(H5FD_t* file) {
  return reinterpret_cast<DriverFile*>(file);
}
const DriverFile* own(const H5FD_t* file) {
  return reinterpret_cast<const DriverFile*>(file);
}

H5FD_t* open_file(const char*, unsigned, hid_t access, haddr_t) {
  const void* info = H5Pget_driver_info(access);
  if (info == nullptr) {
    return nullptr;
  }
  auto* file = new DriverFile;
  file->disk = static_cast<const DriverInfo*>(info)->disk;
  return &file->base;
}

herr_t close_file(H5FD_t* file) {
  delete own(file);
  return 0;
}

herr_t query(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

haddr_t allocated(const H5FD_t* file, H5FD_mem_t) {
  return own(file)->allocated;
}

herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t size) {
  own(file)->allocated = size;
  return 0;
}

haddr_t written(const H5FD_t* file, H5FD_mem_t) {
  return own(file)->written;
}

herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer) {
  auto* bytes = static_cast<char*>(buffer);
  while (size > 0) {
    const ssize_t n =
        ::pread(own(file)->disk->descriptor, bytes, size, static_cast<off_t>(address));
    if (n < 0 && errno != EINTR) {
      return -1;
    }
    if (n == 0) { // beyond what was written
      std::memset(bytes, 0, size);
      return 0;
    }
    const auto done = static_cast<size_t>(std::max<ssize_t>(n, 0));
    bytes += done;
    size -= done;
    address += done;
  }
  return 0;
}

herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, const void* buffer) {
  DiskFile& disk = *own(file)->disk;
  const auto* bytes = static_cast<const char*>(buffer);
  own(file)->written = std::max(own(file)->written, address + size);
  while (size > 0 && disk.error_number == 0) {
    const ssize_t n = ::pwrite(disk.descriptor, bytes, size, static_cast<off_t>(address));
    if (n < 0 && errno != EINTR) {
      disk.error_number = errno;
    }
    const auto done = static_cast<size_t>(std::max<ssize_t>(n, 0));
    bytes += done;
    size -= done;
    address += done;
  }
  return 0;
}

/// Space may be allocated that nothing was written to.
herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
  DiskFile& disk = *own(file)->disk;
  if (own(file)->allocated != own(file)->written && disk.error_number == 0 &&
      ::ftruncate(disk.descriptor, static_cast<off_t>(own(file)->allocated)) != 0) {
    disk.error_number = errno;
  }
  own(file)->written = own(file)->allocated;
  return 0;
}

hid_t driver() {
  static const hid_t id = [] {
    H5FD_class_t c{};
    c.name = "urker_disk";
    c.maxaddr = HADDR_MAX / 2;
    c.fc_degree = H5F_CLOSE_STRONG;
    c.fapl_size = sizeof(DriverInfo);
    c.open = open_file;
    c.close = close_file;
    c.query = query;
    c.get_eoa = allocated;
    c.set_eoa = set_allocated;
    c.get_eof = written;
    c.read = read;
    c.write = write;
    c.truncate = truncate;
    const H5FD_mem_t map[] = H5FD_FLMAP_DICHOTOMY;
    std::copy(std::begin(map), std::end(map), c.fl_map);
    return check(H5FDregister(&c), "set up the file driver");
  }();
  return id;
}

} // namespace

Handle disk_access(DiskFile& disk) {
  Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "set up file access");
  const DriverInfo info{&disk};
  check(H5Pset_driver(access.get(), driver(), &info), "set up file access");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "set up file access");
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), "set up the format");
  return access;
}

} // namespace urker::results::hdf5
