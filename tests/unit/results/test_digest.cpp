#include "base/error.hpp"
#include "results/digest.hpp"
#include "results/writer.hpp"

#include <catch2/catch.hpp>
#include <hdf5.h>

#include <cmath>
#include <functional>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;

namespace {

std::string digest_of(const TableSet& merged, const Provenance& provenance) {
  const TemporaryFolder folder;
  write_result(folder / "x.h5", merged, provenance);
  return digest(folder / "x.h5");
}

/// The digest of a sample after `change` was done to the open file by foreign hands.
std::string digest_after(const std::function<void(hid_t file)>& change) {
  const TemporaryFolder folder;
  write_result(folder / "x.h5", merged_sample(700), sample_provenance());
  const hid_t file = H5Fopen((folder / "x.h5").c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  REQUIRE(file >= 0);
  change(file);
  REQUIRE(H5Fclose(file) >= 0);
  return digest(folder / "x.h5");
}

void add_number(hid_t file, const char* object, const char* name, double value) {
  const hid_t space = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate_by_name(file, object, name, H5T_IEEE_F64LE, space, H5P_DEFAULT,
                                            H5P_DEFAULT, H5P_DEFAULT);
  CHECK(H5Awrite(attribute, H5T_NATIVE_DOUBLE, &value) >= 0);
  H5Aclose(attribute);
  H5Sclose(space);
}

} // namespace

TEST_CASE("The digest has 64 hexadecimal digits and is that of the contents") {
  const std::string a = digest_of(merged_sample(700), sample_provenance());
  CHECK(a.size() == 64);
  CHECK(a.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(a == digest_of(merged_sample(700), sample_provenance()));
  CHECK(a != digest_of(merged_sample(701), sample_provenance()));
}

TEST_CASE("The digest does not see in which order and from where rows came") {
  std::vector<TableSet> parts{sample_rows(0), {}};
  for (std::int64_t i = 699; i >= 0; --i) {
    parts[static_cast<std::size_t>(i % 2)].emit(sample_row(i));
  }
  CHECK(digest_of(TableSet::merge(std::move(parts)), sample_provenance()) ==
        digest_of(merged_sample(700), sample_provenance()));
}

TEST_CASE("The digest leaves out the run, and nothing else") {
  const std::string before = digest_of(merged_sample(10), sample_provenance());
  Provenance provenance = sample_provenance();
  provenance.run = {4,
                    "other",
                    "urker run -o y",
                    9.0,
                    "2027-01-01T00:00:00Z",
                    {},
                    {{0, 3, "other", "urker resume y.run", "2027-01-01T00:00:00Z", 7, 2}}};
  CHECK(digest_of(merged_sample(10), provenance) == before);
  const std::vector<std::function<void(Provenance&)>> changes{
      [](Provenance& p) { p.title += "2"; },
      [](Provenance& p) { p.seed = 1; },
      [](Provenance& p) { p.scenario += "#"; },
      [](Provenance& p) { p.inputs[0].grade += "2"; },
      [](Provenance& p) { p.libraries.pop_back(); },
      [](Provenance& p) { p.start_utc += "2"; },
  };
  for (const auto& change : changes) {
    Provenance changed = sample_provenance();
    change(changed);
    CHECK(digest_of(merged_sample(10), changed) != before);
  }
}

TEST_CASE("A change of one value, attribute or name changes the digest") {
  const std::string before = digest_after([](hid_t) {});
  CHECK(before == digest_of(merged_sample(700), sample_provenance()));
  CHECK(before != digest_after([](hid_t file) { add_number(file, "/contacts", "extra", 1.0); }));
  CHECK(digest_after([](hid_t file) { add_number(file, "/", "extra", 1.0); }) !=
        digest_after([](hid_t file) { add_number(file, "/", "extra", 2.0); }));
  CHECK(before != digest_after([](hid_t file) {
          H5Lmove(file, "/contacts/range", file, "/contacts/reach", H5P_DEFAULT, H5P_DEFAULT);
        }));
  CHECK(before != digest_after([](hid_t file) {
          const hid_t range = H5Dopen2(file, "/contacts/range", H5P_DEFAULT);
          std::vector<double> values(700);
          H5Dread(range, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
          values[699] = std::nextafter(values[699], 0.0);
          H5Dwrite(range, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
          H5Dclose(range);
        }));
}

TEST_CASE("What is added under /provenance/run does not count") {
  CHECK(digest_after([](hid_t) {}) ==
        digest_after([](hid_t file) { add_number(file, "/provenance/run", "extra", 1.0); }));
}

TEST_CASE("The storage of a text does not count") {
  CHECK(digest_after([](hid_t) {}) == digest_after([](hid_t file) {
          const std::string text = sample_provenance().scenario;
          H5Ldelete(file, "/provenance/scenario", H5P_DEFAULT);
          const hid_t fixed = H5Tcopy(H5T_C_S1);
          H5Tset_size(fixed, text.size() + 5); // padded with NUL
          const hid_t space = H5Screate(H5S_SCALAR);
          const hid_t dataset = H5Dcreate2(file, "/provenance/scenario", fixed, space, H5P_DEFAULT,
                                           H5P_DEFAULT, H5P_DEFAULT);
          std::string padded = text;
          padded.resize(text.size() + 5);
          H5Dwrite(dataset, fixed, H5S_ALL, H5S_ALL, H5P_DEFAULT, padded.data());
          H5Tset_size(fixed, 23);
          const hid_t name =
              H5Acreate2(dataset, "long_name", fixed, space, H5P_DEFAULT, H5P_DEFAULT);
          H5Awrite(name, fixed, "Resolved scenario, YAML");
          H5Aclose(name);
          H5Dclose(dataset);
          H5Sclose(space);
          H5Tclose(fixed);
        }));
}

TEST_CASE("A soft link, an external link or a virtual dataset is no part of a result") {
  CHECK_THROWS_AS(digest_after([](hid_t file) {
                    H5Lcreate_soft("/contacts/range", file, "/soft", H5P_DEFAULT, H5P_DEFAULT);
                  }),
                  Error);
  CHECK_THROWS_AS(digest_after([](hid_t file) {
                    H5Lcreate_external("/etc/passwd", "/", file, "/out", H5P_DEFAULT, H5P_DEFAULT);
                  }),
                  Error);
  CHECK_THROWS_AS(digest_after([](hid_t file) { // a group inside itself
                    H5Lcreate_hard(file, "/contacts", file, "/contacts/again", H5P_DEFAULT,
                                   H5P_DEFAULT);
                  }),
                  Error);
}
