// person_names.cpp: short forms of first names, written down from general knowledge.
#include "person_names.hpp"

#include <algorithm>

#include "text.hpp"

namespace entities {
namespace {

// A full name and its short forms; a short form may stand for several names.
constexpr std::string_view kShortForms[] = {"abigail abby gail",
                                            "abraham abe",
                                            "albert al bert",
                                            "alexander alex sandy sasha xander",
                                            "alexandra alex sandra sasha",
                                            "alfred al alf fred",
                                            "amanda mandy",
                                            "andrew andy drew",
                                            "anthony tony",
                                            "antonio tony",
                                            "arthur art",
                                            "barbara barb babs",
                                            "benjamin ben benny",
                                            "bernard bernie",
                                            "catherine cathy cate kate katie",
                                            "charles charlie chuck",
                                            "charlotte lottie",
                                            "christina chris tina",
                                            "christine chris chrissy",
                                            "christopher chris kit",
                                            "clifford cliff",
                                            "daniel dan danny",
                                            "david dave",
                                            "deborah deb debbie",
                                            "dennis denny",
                                            "donald don donnie",
                                            "dorothy dot dottie",
                                            "douglas doug",
                                            "edmund ed ned",
                                            "edward ed eddie ned ted teddy",
                                            "edwin ed",
                                            "eleanor ellie nell",
                                            "elizabeth beth bess betsy betty eliza liz lizzie libby",
                                            "emily em",
                                            "ernest ernie",
                                            "eugene gene",
                                            "frances fran frannie",
                                            "francis frank",
                                            "franklin frank",
                                            "frederick fred freddie freddy",
                                            "gabriel gabe",
                                            "geoffrey geoff",
                                            "george georgie",
                                            "gerald gerry jerry",
                                            "gilbert gil",
                                            "gregory greg",
                                            "harold hal harry",
                                            "henry hal hank harry",
                                            "herbert herb",
                                            "howard howie",
                                            "irving irv",
                                            "isabella bella",
                                            "jacob jake",
                                            "james jim jimmy jamie",
                                            "jeffrey jeff",
                                            "jeremy jerry",
                                            "jerome jerry",
                                            "jessica jess jessie",
                                            "john jack johnny jon",
                                            "jonathan jon",
                                            "jose pepe",
                                            "joseph joe joey",
                                            "joshua josh",
                                            "judith judy",
                                            "katherine kate kathy katie kay",
                                            "kathleen kathy kate",
                                            "kenneth ken kenny",
                                            "kimberly kim",
                                            "lawrence larry",
                                            "leonard len lenny",
                                            "leopold leo",
                                            "lewis lew",
                                            "louis lou",
                                            "louise lou",
                                            "lucille lucy",
                                            "margaret maggie marge meg megan peg peggy",
                                            "martin marty",
                                            "martha marty",
                                            "matthew matt",
                                            "melvin mel",
                                            "michael mick mickey mike mikey",
                                            "mikhail misha",
                                            "mitchell mitch",
                                            "mohammed mo",
                                            "nancy nan",
                                            "nathan nate",
                                            "nathaniel nate",
                                            "nicholas nick nicky",
                                            "nikolai kolya",
                                            "norman norm",
                                            "olivia liv",
                                            "oliver ollie",
                                            "pamela pam",
                                            "patricia pat patty tricia trish",
                                            "patrick pat paddy",
                                            "peter pete",
                                            "philip phil",
                                            "rachel rach",
                                            "raymond ray",
                                            "rebecca becky becca",
                                            "reginald reg reggie",
                                            "richard dick rick ricky rich",
                                            "robert bob bobby rob robbie robby",
                                            "roberta bobbie",
                                            "roderick rod",
                                            "rodney rod",
                                            "roger rodge",
                                            "ronald ron ronnie ronny",
                                            "rosemary rose",
                                            "russell russ",
                                            "samantha sam",
                                            "samuel sam sammy",
                                            "sandra sandy",
                                            "sidney sid",
                                            "solomon sol",
                                            "stanley stan",
                                            "stephanie steph",
                                            "stephen steve",
                                            "steven steve",
                                            "stuart stu",
                                            "susan sue susie suzy",
                                            "sylvester sly",
                                            "terence terry",
                                            "teresa terry tess",
                                            "theodore ted teddy theo",
                                            "theresa terry tess",
                                            "thomas tom tommy",
                                            "timothy tim timmy",
                                            "tobias toby",
                                            "valerie val",
                                            "veronica ronnie",
                                            "victor vic",
                                            "victoria vicky tori",
                                            "vincent vince vinny",
                                            "virginia ginny",
                                            "vladimir vlad volodya",
                                            "walter walt wally",
                                            "wilfred wilf",
                                            "william bill billy will willie",
                                            "winston win",
                                            "yevgeny zhenya",
                                            "zachary zach"};

// Folded, so without full stops.
constexpr SortedWords kBehindNames({"am",  "ao",  "ba",  "bsc", "cbe", "cmg", "dbe", "dds", "dphil", "dso",
                                    "esq", "frs", "gbe", "gcb", "jd",  "jr",  "kbe", "kc",  "kcb",   "kcmg",
                                    "lld", "ma",  "mba", "mbe", "md",  "mep", "mp",  "mpp", "msc",   "msp",
                                    "mvo", "obe", "om",  "phd", "qc",  "ra",  "rn",  "sc",  "sj",    "sr"});

// Each name with the rows that it stands in, sorted.
struct Place {
  std::string_view name;
  std::string_view row;
};
bool operator<(const Place& a, std::string_view b) { return a.name < b; }
bool operator<(std::string_view a, const Place& b) { return a < b.name; }

// Calls `use` with each name of a row.
template <class Use>
void each_name(std::string_view row, Use&& use) {
  while (!row.empty()) {
    const size_t space = row.find(' ');
    use(row.substr(0, space));
    row.remove_prefix(space == std::string_view::npos ? row.size() : space + 1);
  }
}

const std::vector<Place>& places() {
  static const std::vector<Place> all = [] {
    std::vector<Place> out;
    for (const std::string_view row : kShortForms)
      each_name(row, [&](std::string_view name) { out.push_back({name, row}); });
    std::sort(out.begin(), out.end(), [](const Place& a, const Place& b) { return a.name < b.name; });
    return out;
  }();
  return all;
}

}  // namespace

std::vector<std::string_view> forms_of(std::string_view name) {
  std::vector<std::string_view> out;
  const auto [from, to] = std::equal_range(places().begin(), places().end(), name);
  for (auto it = from; it != to; ++it)
    each_name(it->row, [&](std::string_view other) {
      if (other != name) out.push_back(other);
    });
  return out;
}

bool same_first_name(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a == b) return true;
  if (a.empty()) return false;
  constexpr size_t kShortest = 3;
  const bool begins = b.substr(0, a.size()) == a;
  if (begins && a.size() == 1) return true;
  if (begins && a.size() >= kShortest && b.substr(a.size()) != "a") return true;  // but not "Robert" and "Roberta"
  const auto [from, to] = std::equal_range(places().begin(), places().end(), a);
  if (from == to) return false;
  const std::vector<std::string_view> forms = forms_of(a);
  return std::find(forms.begin(), forms.end(), b) != forms.end();
}

bool is_behind_name(std::string_view word) { return kBehindNames.contains(word); }

bool is_number_of_ruler(std::string_view word) {
  constexpr size_t kLongest = 5;
  if (word.empty() || word.size() > kLongest) return false;
  return std::all_of(word.begin(), word.end(), [](char c) { return c == 'i' || c == 'v' || c == 'x'; });
}

}  // namespace entities
