"""The checkers of ./dev lint find planted violations, and nothing in a clean tree."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import include_rule  # noqa: E402
import kernel_symbols  # noqa: E402
import size_rule  # noqa: E402
import tidy  # noqa: E402

TABLE = """# sim
| folder | owns | may include |
| --- | --- | --- |
| base | units | |
| time | clocks | base |
| orbit | frames | time |
| des | events | base |
| cli | program | everything above |
"""


@pytest.fixture
def tree(tmp_path):
    """A clean tree, and a function to plant files in it."""

    def plant(name, text):
        path = tmp_path / "sim" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    plant("README.md", TABLE)
    plant("base/units.hpp", "#include <string>\n")
    plant("base/CMakeLists.txt", "urker_library(base LIBRARIES fmt::fmt)\n")
    plant("time/time.hpp", '#include "base/units.hpp"\n')
    plant("time/CMakeLists.txt", "urker_library(time DEPENDS base)\n")
    plant("orbit/frames.cpp", '#include "time/time.hpp"\n#include "base/units.hpp"\n')
    plant("orbit/CMakeLists.txt", "urker_library(orbit\n  DEPENDS time # and base\n)\n")
    plant("des/event.hpp", "#pragma once\n")
    plant("des/CMakeLists.txt", "add_library(urker::des ALIAS urker_des)\n"
          "target_link_libraries(urker_des INTERFACE urker::base)\n")
    return plant


def test_a_clean_tree_has_no_problem(tree):
    root = tree("cli/main.cpp", '#include "orbit/frames.hpp"\n')
    tree("cli/CMakeLists.txt", "urker_program(urker DEPENDS orbit des)\n")
    assert include_rule.check(root) == []


@pytest.mark.parametrize("name, text, expected", [
    ("base/slip.cpp", '#include "time/time.hpp"\n',
     'sim/base/slip.cpp:1: base may not include "time/time.hpp"'),
    ("des/slip.hpp", '\n  #  include "orbit/frames.hpp"\n',
     'sim/des/slip.hpp:2: des may not include "orbit/frames.hpp"'),
    ("des/slip.hpp", '#include "event.hpp"\n',
     'sim/des/slip.hpp:1: "event.hpp" does not begin with a folder of sim/'),
    ("time/CMakeLists.txt", "urker_library(time DEPENDS base orbit LIBRARIES fmt::fmt)\n",
     "sim/time/CMakeLists.txt: may not link orbit"),
    ("des/CMakeLists.txt", "target_link_libraries(urker_des INTERFACE urker::base urker::orbit)\n",
     "sim/des/CMakeLists.txt: may not link orbit"),
    ("time/CMakeLists.txt", "urker_library(time)\n",
     'sim/time/time.hpp:1: CMakeLists.txt does not link base: "base/units.hpp"'),
    ("extra/new.cpp", "", "sim/extra: no row in sim/README.md"),
    ("base/units.hpp", '#include "base/units.hpp"\n',
     "includes in a circle: base/units.hpp > base/units.hpp"),
    ("README.md", TABLE.replace("clocks | base", "clocks | orbit"),
     "sim/README.md: time names orbit, which is no row above it"),
    ("README.md", "# sim\n", "sim/README.md: no table of folders"),
])
def test_a_planted_violation_is_found(tree, name, text, expected):
    assert expected in include_rule.check(tree(name, text))


def test_a_longer_circle_is_told_in_full(tree):
    tree("base/a.hpp", '#include "base/b.hpp"\n')
    tree("base/b.hpp", '#include "base/c.hpp"\n')
    root = tree("base/c.hpp", '#include "base/a.hpp"\n')
    assert include_rule.check(root) == [
        "includes in a circle: base/a.hpp > base/b.hpp > base/c.hpp > base/a.hpp"]


def test_a_long_file_is_found(tree):
    root = tree("base/long.hpp", "\n" * 251)
    names = ["sim/base/long.hpp", "sim/base/units.hpp", "sim/README.md"]
    assert size_rule.check(root, names) == ["sim/base/long.hpp: 251 lines; split it (250 at most)"]


def test_this_repository_has_a_table_with_every_folder_once():
    table = include_rule.read_table(Path(__file__).resolve().parents[2] / "sim" / "README.md")
    assert list(table)[0] == "base" and list(table)[-1] == "cli"
    assert list(include_rule.check_table(table)) == []
    assert "mission" not in table["ground"]
    assert table["mission"] >= {"ground", "onboard"} and "results" not in table["mission"]


def test_a_source_is_due_when_it_or_a_header_of_it_is_newer(tmp_path):
    stamp, source, header = (tmp_path / name for name in ("stamp", "a.cpp", "a.hpp"))
    for age_s, path in ((20, source), (20, header), (10, stamp)):
        path.touch()
        os.utime(path, (1e9 - age_s, 1e9 - age_s))
    assert tidy.is_fresh(stamp, [source, header])
    os.utime(header, (1e9, 1e9))
    assert not tidy.is_fresh(stamp, [source, header])
    assert not tidy.is_fresh(tmp_path / "none", [source])


def test_each_source_is_tidied_once_and_without_precompiled_headers():
    kernel, other = str(tidy.ROOT / "sim/des/kernel.cpp"), str(tidy.ROOT / "tests/other.cpp")
    commands = [
        {"file": kernel, "command": "g++ -c k.cpp -o k.o"},
        {"file": kernel, "command": "g++ -DURKER_SELF_CHECK -Winvalid-pch -include /b/x.dir/cmake_pch.hxx"
                                    " -c k.cpp -o s.o"},
        {"file": other, "command": "g++ -c o.cpp -o o.o"}]
    chosen = tidy.one_command_each(commands)
    assert {str(source): command["command"].split() for source, command in chosen.items()} == {
        kernel: "g++ -DURKER_SELF_CHECK -c k.cpp -o s.o".split()}


PLANTED = """#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
namespace urker {
struct Base { int a = 0; virtual int run() { return a; } };                // virtual-class-destructor
struct Derived final : Base { int b = 0; virtual int run() { return b; } };  // use-override
inline Base sliced(const Derived& d) { return d; }                         // slicing
template <class T> T moved(T text) {
  T taken = std::move(text);
  return text + taken;                                                     // use-after-move
}
inline std::string used() { return moved(std::string("a")); }
inline std::string_view dangling() {
  std::string_view view = std::string("gone");                             // dangling-gsl
  return view;
}
inline int BadName(int a) { return a == a ? 1 : 0; }                       // naming, redundant
inline double third(int a) { return a / 3; }                               // integer-division
inline int narrow(const std::vector<int>& v) {
  int sum = 0;
  for (unsigned char i = 0; i < v.size(); ++i) { sum += v[i]; }            // too-small-loop-variable
  for (const std::pair<std::string, int>& p : std::map<std::string, int>{}) { sum += p.second; }
  return sum;
}
inline int raii() { std::string("x"); return 0; }                          // unused-raii
inline std::size_t copied(const std::vector<std::string>& v) {
  const std::string first = v[0];                                          // unnecessary-copy
  return first.size();
}
}
"""


def test_clang_tidy_finds_planted_faults(tmp_path):
    if not shutil.which("clang-tidy"):
        pytest.skip("clang-tidy is not installed")
    header, source = tmp_path / "sim/base/planted.hpp", tmp_path / "sim/base/planted.cpp"
    header.parent.mkdir(parents=True)
    header.write_text(PLANTED, encoding="utf-8")
    source.write_text('#include "base/planted.hpp"\n', encoding="utf-8")
    done = subprocess.run(["clang-tidy", f"--config-file={tidy.RULES}", "--quiet", source, "--",
                           "-std=gnu++20", f"-I{tmp_path}/sim"], capture_output=True, text=True)
    assert done.returncode == 1
    assert set(re.findall(r"error: .*\[([a-z-]+),-warnings-as-errors\]", done.stdout)) == {
        "cppcoreguidelines-virtual-class-destructor", "modernize-use-override",
        "cppcoreguidelines-slicing", "bugprone-use-after-move", "clang-diagnostic-dangling-gsl",
        "readability-identifier-naming", "misc-redundant-expression", "bugprone-integer-division",
        "bugprone-too-small-loop-variable", "performance-implicit-conversion-in-loop",
        "bugprone-unused-raii", "performance-unnecessary-copy-initialization"}, done.stdout


def test_dependencies_are_read_from_ninja():
    text = "a.cpp.o: #deps 2, deps mtime 1 (VALID)\n    ../a.cpp\n    ../a.hpp\n\nb.cpp.o: #deps 0, x\n"
    assert tidy.read_dependencies(text) == {"a.cpp.o": ["../a.cpp", "../a.hpp"], "b.cpp.o": []}


def test_kernels_keep_their_code_to_themselves():
    listing = """0000000000000000 T urker::orbit::avx512::near_batch(urker::orbit::NearBatch const&)
0000000000000000 W std::vector<double, std::allocator<double> >::~vector()
0000000000000040 r urker::orbit::avx2::kTable
                 U memset
"""
    found = list(kernel_symbols.foreign_symbols(listing))
    assert found == ["std::vector<double, std::allocator<double> >::~vector()"]
