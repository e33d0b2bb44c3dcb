#include "genders.hpp"

#include <algorithm>
#include <array>

namespace newsgrain::english {
namespace {

template <size_t N>
constexpr std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}

// Names that are given to one gender nearly always.
constexpr auto kFemale = sorted(std::to_array<std::string_view>({
    "abigail", "agnes", "alexandra", "alice", "alicia", "alison", "amanda", "amy", "ana", "angela", "anita", "ann", "anna", "anne", "annie", "barbara", "beatrice", "bernadette", "beth", "betty", "brenda", "bridget", "carla", "carly", "carmen", "carol", "caroline", "carolyn", "catherine", "charlotte", "cheryl", "christina", "christine", "cindy", "clara", "claire", "claudia", "condoleezza", "cristina", "cynthia", "danielle", "deborah", "debbie", "denise", "diana", "diane", "dianne", "donna", "dorothy", "edith", "eileen", "elaine", "eleanor", "elena", "elise", "elizabeth", "ellen", "emily", "emma", "erica", "erin", "esther", "eva", "evelyn", "fatima", "fiona", "florence", "frances", "gabriela", "gail", "georgia", "gina", "gloria", "grace", "greta", "gretchen", "hannah", "harriet", "heather", "heidi", "helen", "hillary", "ida", "ingrid", "irene", "isabel", "isabella", "jacqueline", "jane", "janet", "janice", "jasmine", "jeanne", "jennifer", "jessica", "jill", "joan", "joanna", "joyce", "judith", "judy", "julia", "juliana", "julie", "kamala", "karen", "karin", "katarina", "kate", "katherine", "kathleen", "kathryn", "kathy", "katie", "kellyanne", "kimberly", "kirsten", "kristen", "laura", "lauren", "leila", "linda", "lisa", "lois", "loretta", "lori", "louise", "lucia", "lucy", "madeleine", "margaret", "maria", "marie", "marilyn", "marta", "martha", "mary", "maureen", "megan", "meghan", "melania", "melissa", "michelle", "mildred", "monica", "nadia", "nancy", "naomi", "natalia", "natalie", "natasha", "nicole", "nina", "nora", "olga", "olivia", "pamela", "patricia", "paula", "pauline", "phyllis", "priya", "rachel", "rebecca", "renee", "rita", "roberta", "rosa", "rose", "ruth", "sally", "samantha", "sandra", "sara", "sarah", "sharon", "sheila", "shirley", "silvia", "sofia", "sonia", "sophia", "sophie", "stacey", "stephanie", "susan", "susanne", "suzanne", "svetlana", "sylvia", "tamara", "tanya", "tara", "teresa", "theresa", "tiffany", "tina", "tulsi", "ursula", "valerie", "vanessa", "vera", "veronica", "victoria", "virginia", "vivian", "wendy", "yolanda", "yvonne", "zoe",
}));
constexpr auto kMale = sorted(std::to_array<std::string_view>({
    "aaron", "abdul", "abdullah", "abraham", "adam", "adrian", "ahmed", "alan", "albert", "alejandro", "alexander", "alfred", "allen", "andreas", "andrei", "andrew", "andy", "anthony", "antonio", "arthur", "barack", "barry", "ben", "benjamin", "bernard", "bernie", "bill", "bob", "boris", "brad", "brandon", "brendan", "brian", "bruce", "bryan", "carl", "carlos", "charles", "chester", "christian", "christopher", "chuck", "clarence", "claude", "colin", "craig", "curtis", "dale", "dan", "daniel", "dave", "david", "dennis", "derek", "diego", "dmitry", "don", "donald", "doug", "douglas", "dwight", "earl", "ed", "eddie", "edgar", "eduardo", "edward", "edwin", "emmanuel", "enrique", "eric", "erik", "ernest", "eugene", "felix", "fernando", "francisco", "frank", "franz", "fred", "frederick", "gary", "gavin", "geoffrey", "george", "gerald", "gilbert", "giovanni", "glenn", "gordon", "graham", "greg", "gregory", "guy", "hans", "harold", "harry", "hassan", "henrik", "henry", "herbert", "howard", "hugh", "hugo", "ian", "ibrahim", "igor", "ilya", "nikita", "elisha", "mustafa", "isaac", "ivan", "jack", "jacob", "jaime", "jake", "james", "jason", "jay", "jeff", "jeffrey", "jeremy", "jerry", "jesse", "jim", "jimmy", "joe", "joel", "johan", "johannes", "john", "johnny", "jon", "jonas", "jonathan", "jorge", "jose", "josef", "joseph", "josh", "joshua", "jose", "juan", "joshua", "julian", "justin", "karl", "keith", "ken", "kenneth", "kevin", "klaus", "kurt", "kyle", "lars", "larry", "lawrence", "leo", "leon", "leonard", "lloyd", "luca", "louis", "lucas", "luis", "luke", "manuel", "marco", "marcus", "mario", "mark", "martin", "marvin", "matt", "matthew", "maurice", "max", "michael", "miguel", "mike", "mikhail", "mitch", "mitt", "mohamed", "mohammad", "mohammed", "moritz", "muhammad", "nathan", "neil", "nicholas", "nick", "nicolas", "nigel", "nikolai", "oliver", "omar", "oscar", "otto", "owen", "pablo", "patrick", "paul", "pavel", "pedro", "pete", "peter", "phil", "philip", "philippe", "pierre", "piet", "rafael", "ralph", "ramon", "randy", "raul", "ray", "raymond", "reince", "rex", "ricardo", "richard", "rick", "rob", "robert", "roberto", "rodney", "roger", "roland", "ron", "ronald", "rory", "roy", "rudy", "russell", "ryan", "salvador", "sam", "samuel", "scott", "sean", "sebastian", "sergei", "sergey", "sergio", "seth", "shane", "simon", "stanley", "stefan", "stephen", "steve", "steven", "stuart", "ted", "theodore", "thomas", "tim", "timothy", "todd", "tom", "tomas", "tom\xC3\xA1s", "tony", "travis", "trevor", "tyler", "vernon", "victor", "vincent", "viktor", "vladimir", "volodymyr", "walter", "warren", "wayne", "werner", "wilhelm", "will", "william", "wolfgang", "xavier", "yuri", "zachary",
}));

}  // namespace

Gender gender_of_listed_name(std::string_view lower) {
  if (std::binary_search(kFemale.begin(), kFemale.end(), lower)) return Gender::female;
  if (std::binary_search(kMale.begin(), kMale.end(), lower)) return Gender::male;
  return Gender::unknown;
}

Gender gender_of_first_name(std::string_view lower) {
  if (const Gender listed = gender_of_listed_name(lower); listed != Gender::unknown) return listed;
  // The endings of most Romance and Slavic names.
  if (lower.size() >= 4 && lower.back() == 'a') return Gender::female;
  if (lower.size() >= 4 && lower.back() == 'o') return Gender::male;
  return Gender::unknown;
}

Gender gender_of_title(std::string_view lower) {
  for (const std::string_view w : {"mrs.", "ms.", "mrs", "ms", "miss", "lady", "queen", "princess", "congresswoman", "chairwoman", "spokeswoman", "councilwoman", "madam", "actress", "duchess", "sister", "businesswoman", "policewoman", "widow", "mother", "mom", "daughter", "wife", "aunt", "grandmother", "baroness", "dame"})
    if (lower == w) return Gender::female;
  for (const std::string_view w : {"mr.", "mr", "sir", "lord", "king", "prince", "congressman", "chairman", "spokesman", "councilman", "actor", "duke", "brother", "businessman", "policeman", "father", "widower", "son", "husband", "uncle", "grandfather", "baron"})
    if (lower == w) return Gender::male;
  return Gender::unknown;
}

}  // namespace newsgrain::english
