#include "scenario/document.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::scenario;

namespace {

Node parse(const std::string& text) {
  Budget budget;
  Diagnostics diagnostics;
  auto node = parse_document(text, "f", budget, diagnostics);
  diagnostics.throw_if_any();
  REQUIRE(node);
  CHECK(budget.nodes >= count_nodes(*node));
  return *node;
}

std::string errors(const std::string& text) {
  Budget budget;
  Diagnostics diagnostics;
  try {
    (void)parse_document(text, "f", budget, diagnostics);
    diagnostics.throw_if_any();
  } catch (const InvalidScenario& error) {
    return error.what();
  }
  return "";
}

/// The tree on one line, with places.
std::string show(const Node& node) {
  std::string text;
  switch (node.kind) {
  case Node::Kind::null:
    return "~";
  case Node::Kind::scalar:
    text = node.is_quoted ? "'" + node.text + "'" : node.text;
    return node.pedigree ? text + "^" + node.pedigree->grade : text;
  case Node::Kind::map:
    for (const Member& m : node.members) {
      text += (text.empty() ? "" : ", ") + m.key + ": " + show(m.value);
    }
    return "{" + text + "}";
  case Node::Kind::list:
    for (const Member& m : node.members) {
      text += text.empty() ? "" : ", ";
      text += show(m.value);
    }
    return "[" + text + "]";
  }
  return text;
}

} // namespace

TEST_CASE("a document becomes a tree in the order of the file", "[document]") {
  CHECK(show(parse("a: [x, 'y', \"z\", ~]\n")) == "{a: [x, 'y', 'z', ~]}");
  CHECK(show(parse("b: 1\na: {}\nc: []\nd:\n")) == "{b: 1, a: {}, c: [], d: ~}");
  CHECK(show(parse("a: >-\n  two\n  lines\n")) == "{a: 'two lines'}");
}

TEST_CASE("keys and values know their places", "[document]") {
  const Node root = parse("a: 1\nbcd:\n  e:   [x,\n    y]\n");
  CHECK(root.find("a")->key_mark.text() == "f:1:1");
  CHECK(root.find("a")->value.mark.text() == "f:1:4");
  const Member* e = find_below(root, "bcd")->find("e");
  CHECK(e->key_mark.text() == "f:3:3");
  CHECK(e->value.mark.text() == "f:3:8");
  CHECK(e->value.members[1].value.mark.text() == "f:4:5");
}

TEST_CASE("byte-order mark and carriage returns are no part of the text", "[document]") {
  CHECK(show(parse("\xEF\xBB\xBF"
                   "a: x\r\nb:\r\n  - y\r\n")) == "{a: x, b: [y]}");
  CHECK(parse("\xEF\xBB\xBF"
              "a: x")
            .find("a")
            ->key_mark.text() == "f:1:1");
}

TEST_CASE("aliases repeat what they name, with its places", "[document]") {
  const Node root = parse("a: &x {k: [1, 2]}\nb: *x\nc: &y 5\nd: [*y, *x]\n");
  CHECK(show(root) == "{a: {k: [1, 2]}, b: {k: [1, 2]}, c: 5, d: [5, {k: [1, 2]}]}");
  CHECK(find_below(root, "b.k")->mark.text() == "f:1:11");
}

TEST_CASE("a value may carry its pedigree", "[document]") {
  const Node root = parse(
      "a: {value: 90 Wh, grade: E, source: a book, note: why}\nb: {value: [1, 2], grade: S}\n");
  CHECK(show(root) == "{a: 90 Wh^E, b: [1, 2]}");
  CHECK(root.find("a")->value.mark.text() == "f:1:12");
  CHECK(root.find("a")->value.pedigree->source == "a book");
  CHECK(root.find("a")->value.pedigree->note == "why");
  CHECK(root.find("b")->value.pedigree->grade == "S");
  CHECK(errors("a: {value: 1, grad: E, grade: X, source: [1]}\n") ==
        "f:1:15: a: \"grad\" is no key beside `value`; expected \"grade\", \"note\", \"source\" or "
        "\"value\"; did you mean \"grade\"?\n"
        "f:1:31: a: \"X\" is no grade; expected S, T, R or E\n"
        "f:1:42: a: the source of a value is no text; expected a text");
  CHECK(errors("a: {value: {b: 1}}\n") ==
        "f:1:12: a: `value` holds a map; expected a single value or a list");
}

TEST_CASE("what YAML allows and the language does not", "[document]") {
  CHECK(errors("a: 1\nb: 2\na: 3\na: 4\n") ==
        "f:3:1: a: is given twice, first at f:1:1; expected it once\n"
        "f:4:1: a: is given twice, first at f:1:1; expected it once");
  CHECK(errors("a: &x {b: 1}\nc: {<<: *x}\n")
            .starts_with("f:2:5: c: merge keys are no part of the language"));
  CHECK(show(parse("'<<': 1\n")) == "{<<: 1}");
  CHECK(errors("[a]: 1\n") ==
        "f:1:1: a list or map stands as a key, or lacks its end; expected a name");
  CHECK(errors("? {a: 1}\n: 2\n") ==
        "f:1:3: a list or map stands as a key, or lacks its end; expected a name");
  CHECK(errors("a: {? " + std::string(256, 'k') + " : 1}\n").empty());
  CHECK(errors("a: {? " + std::string(257, 'k') + " : 1}\n") ==
        "f:1:7: a: a key is too long; expected at most 256 bytes");
  CHECK(errors("a: &x b\n*x : 2\n") == "f:2:1: an alias stands as a key; expected a name");
  CHECK(errors("~: 1\n") == "f:1:1: a key is empty; expected a name");
  CHECK(errors(": 1\n") == "f:1:1: a key is empty; expected a name");
  CHECK(errors("a: !!int 5\nb: !x {c: 1}\n") ==
        "f:1:4: a: the tag \"!!int\" is no part of the language; expected a value "
        "without tag\n"
        "f:2:4: b: the tag \"!x\" is no part of the language; expected a value without tag");
  CHECK(errors("a: 1\n---\nb: 1\n") ==
        "f:2:1: a second document begins here; expected one document in a file");
  CHECK(errors("---\na: 1\n...\n").empty());
}

TEST_CASE("an empty file is no document", "[document]") {
  const std::string message = "f:1:1: the file is empty; expected keys such as `urker: 1`";
  CHECK(errors("") == message);
  CHECK(errors("# nothing\n\n") == message);
}

TEST_CASE("syntax errors have a place and plain words", "[document]") {
  CHECK(errors("a:\n  b: 1\n c: 2\n") ==
        "f:3:2: this is no YAML: the indentation of this line fits no line above");
  CHECK(errors("a: {b: 1\n").starts_with("f:2:1: this is no YAML: a map is opened with {"));
  CHECK(errors("a: [1, 2\n").starts_with("f:2:1: this is no YAML: a list is opened with ["));
  CHECK(errors("a: b: c\n").starts_with("f:1:5: this is no YAML: a `:` stands"));
  CHECK(errors("a: \"x") == "f:1:6: this is no YAML: the file ends inside a quoted text");
  const std::string open = ": a quoted text begins here and has no end; expected a closing quote";
  CHECK(errors("a: \"x\n") == "f:1:4" + open);
  CHECK(errors("a: \"x\nb: '\nc: ''\n") == "f:1:4" + open);
  CHECK(errors("a: ok\nb: 'it''s\n\n") == "f:2:4" + open);
  CHECK(errors("a: &x 'it\n") == "f:1:4" + open);
  CHECK(errors("a: &x 'it''s'\nb: \"a \\\" b\"\nc: ''\n").empty());
  CHECK(errors("a: *b\n").starts_with("f:1:4: this is no YAML: the alias repeats an anchor"));
  CHECK(errors("a:\n\tb: 1\n") == "f:2:1: a tab stands in the indentation; expected blanks");
}

TEST_CASE("values are limited in depth and number, aliases expanded", "[document]") {
  const auto nested = [](std::size_t depth) {
    return "a: " + std::string(depth, '[') + std::string(depth, ']') + "\n";
  };
  CHECK(errors(nested(63)).empty());
  CHECK(errors(nested(64)) == "f:1:67: values are nested too deep; expected at most 64 levels");
  CHECK(errors(nested(100'000)) ==
        "f:1:67: values are nested too deep; expected at most 64 levels");
  std::string chain = "a0: &a0 [x]\n";
  for (int i = 1; i < 100; ++i) {
    const std::string n = std::to_string(i);
    chain += "a" + n + ": &a" + n + " [*a" + std::to_string(i - 1) + "]\n";
  }
  CHECK(errors(chain) == "f:63:12: values are nested too deep; expected at most 64 levels");
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string n = std::to_string(i);
    bomb += "a" + n + ": &a" + n + " [";
    for (int k = 0; k < 10; ++k) {
      bomb += (k > 0 ? ", *a" : "*a") + std::to_string(i - 1);
    }
    bomb += "]\n";
  }
  CHECK(errors(bomb).ends_with(
      "the scenario has too many values, aliases expanded; expected at most 1000000"));
  CHECK(errors("a: &a [*a]\n") == "f:1:8: an alias stands inside of what it repeats");
  CHECK(errors("a: &a {b: {c: *a}}\n") == "f:1:15: an alias stands inside of what it repeats");
}

TEST_CASE("the value of an override is YAML whose place is the override", "[document]") {
  const Mark mark{std::make_shared<const std::string>("--set a=..."), 0, 0};
  const auto value = [&](const std::string& text) {
    Budget budget;
    Diagnostics diagnostics;
    const auto node = parse_value(text, mark, budget, diagnostics);
    diagnostics.throw_if_any();
    return node.value();
  };
  CHECK(show(value("694 km")) == "694 km");
  CHECK(show(value("[1, {a: b}]")) == "[1, {a: b}]");
  CHECK(show(value("~")) == "~");
  CHECK(value("[1]").members[0].value.mark.text() == "--set a=...");
  CHECK_THROWS_WITH(value(""), "--set a=...: there is no value after `=`; expected one, as in a "
                               "file");
  CHECK_THROWS_WITH(value("[1"), Catch::Contains("--set a=...: a list or map"));
  CHECK_THROWS_WITH(value("a: b: c"), Catch::StartsWith("--set a=...: this is no YAML"));
  CHECK_THROWS_WITH(value(std::string("a\0b", 3)), Catch::StartsWith("--set a=...: the file has"));
}

TEST_CASE("values are found by their path", "[document]") {
  CHECK(join_path("", "a") == "a");
  CHECK(join_path("a.b", "c") == "a.b.c");
  const Node root = parse("a: {b: {c: 5}}\n");
  CHECK(find_below(root, "a.b.c")->text == "5");
  CHECK(find_below(root, "") == &root);
  CHECK(find_below(root, "a.x.c") == nullptr);
}

TEST_CASE("maps merge, anything else replaces, null takes away", "[document]") {
  const auto laid = [](const char* base, const char* own) {
    return show(overlay(parse(base), parse(own)));
  };
  CHECK(laid("a: 1\nb: {c: 2, d: 3}\n", "b: {d: 4, e: 5}\nf: 6\n") ==
        "{a: 1, b: {c: 2, d: 4, e: 5}, f: 6}");
  CHECK(laid("a: [1, 2]\n", "a: [3]\n") == "{a: [3]}");
  CHECK(laid("a: {b: 1}\n", "a: 5\n") == "{a: 5}");
  CHECK(laid("a: 5\n", "a: {b: 1}\n") == "{a: {b: 1}}");
  CHECK(laid("a: 1\nb: 2\nc: 3\n", "b: ~\n") == "{a: 1, c: 3}");
  CHECK(laid("a: 1\n", "b: ~\n") == "{a: 1, b: ~}");
  CHECK(laid("a: {value: 1, grade: S}\n", "a: {value: 2}\n") == "{a: 2^}");
  const Node merged = overlay(parse("a: {b: 1}\n"), parse("\n\na: {c: 2}\n"));
  CHECK(merged.find("a")->key_mark.line == 3);
  CHECK(merged.find("a")->value.find("b")->key_mark.line == 1);
}
