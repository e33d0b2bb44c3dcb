#include "genders.hpp"

#include <algorithm>
#include <array>

#include "sorted_words.hpp"

namespace newsgrain::english {
namespace {

// Names that are given to one gender nearly always.
constexpr SortedWords kFemale(
    {"aaliyah",    "abigail",   "agnes",       "aisha",     "akiko",     "alexandra", "alice",     "alicia",
     "alison",     "amal",      "amanda",      "amina",     "amira",     "amparo",    "amy",       "ana",
     "anastasia",  "angela",    "angelina",    "anita",     "anja",      "anke",      "ann",       "anna",
     "anne",       "annie",     "annika",      "asha",      "astrid",    "aya",       "ayesha",    "bahar",
     "barbara",    "beatrice",  "bernadette",  "beth",      "betty",     "birgit",    "brenda",    "bridget",
     "bronwen",    "carla",     "carly",       "carmen",    "carol",     "caroline",  "carolyn",   "catherine",
     "charlotte",  "cheryl",    "chiara",      "chinwe",    "christina", "christine", "cindy",     "claire",
     "clara",      "claudia",   "condoleezza", "consuelo",  "cristina",  "cynthia",   "danielle",  "debbie",
     "deborah",    "denise",    "diana",       "diane",     "dianne",    "dilma",     "donna",     "dorothy",
     "ebru",       "edith",     "eileen",      "elaine",    "eleanor",   "elena",     "elif",      "elise",
     "elizabeth",  "ellen",     "emily",       "emine",     "emma",      "erica",     "erin",      "esra",
     "esther",     "eva",       "evelyn",      "farah",     "fatemeh",   "fatima",    "fatma",     "fatou",
     "federica",   "fiona",     "florence",    "florencia", "frances",   "frida",     "gabriela",  "gabrielle",
     "gail",       "georgia",   "gina",        "giorgia",   "giulia",    "gloria",    "grace",     "greta",
     "gretchen",   "guadalupe", "hannah",      "harriet",   "haruka",    "hatice",    "heather",   "hedda",
     "heidi",      "heike",     "helen",       "helga",     "hillary",   "hiroko",    "hyun-jung", "ida",
     "ines",       "inga",      "ingeborg",    "ingrid",    "irene",     "isabel",    "isabella",  "isha",
     "jacqueline", "jane",      "janet",       "janice",    "jasmine",   "jeanne",    "jelena",    "jennifer",
     "jessica",    "jill",      "jiwon",       "joan",      "joanna",    "joyce",     "judith",    "judy",
     "julia",      "juliana",   "julie",       "kaja",      "kamala",    "karen",     "karin",     "katarina",
     "kate",       "katherine", "kathleen",    "kathryn",   "kathy",     "katie",     "katja",     "keiko",
     "kellyanne",  "khadija",   "kimberly",    "kirsten",   "kristen",   "kumiko",    "kyoko",     "lakshmi",
     "latifa",     "laura",     "lauren",      "layla",     "leila",     "leyla",     "linda",     "lisa",
     "lois",       "loretta",   "lori",        "louise",    "lucia",     "lucy",      "ludmila",   "madeleine",
     "mai",        "mako",      "malala",      "margaret",  "margo",     "maria",     "mariam",    "marie",
     "mariko",     "marilyn",   "marine",      "marjane",   "marta",     "martha",    "mary",      "maryam",
     "masako",     "maureen",   "mayumi",      "meera",     "megan",     "meghan",    "melania",   "melissa",
     "mette",      "michelle",  "michiko",     "mildred",   "mireille",  "monica",    "nadia",     "nancy",
     "nandini",    "naoko",     "naomi",       "narges",    "nasrin",    "natalia",   "natalie",   "natasa",
     "natasha",    "ngozi",     "nicole",      "nina",      "nirmala",   "nora",      "oksana",    "olena",
     "olga",       "olivia",    "oprah",       "pamela",    "patricia",  "paula",     "pauline",   "phyllis",
     "priya",      "priyanka",  "rachel",      "rania",     "rebecca",   "renee",     "renuka",    "rita",
     "roberta",    "rosa",      "rosario",     "rose",      "ruth",      "sachiko",   "sadako",    "sally",
     "samantha",   "samira",    "sanae",       "sandra",    "sania",     "sanna",     "sara",      "sarah",
     "sarita",     "sharon",    "sheila",      "shireen",   "shirin",    "shirley",   "sigrid",    "silke",
     "silvia",     "sinead",    "siobhan",     "socorro",   "sofia",     "solveig",   "sonia",     "sonja",
     "sophia",     "sophie",    "stacey",      "stephanie", "sunita",    "susan",     "susanne",   "suzanne",
     "svetlana",   "sylvia",    "tamara",      "tanja",     "tanya",     "tara",      "teresa",    "theresa",
     "tiffany",    "tina",      "tomoko",      "tulsi",     "ulrike",    "ursula",    "valerie",   "vanessa",
     "vera",       "veronica",  "victoria",    "vigdis",    "virginia",  "vivian",    "wendy",     "xiomara",
     "yasmin",     "yoko",      "yolanda",     "yoshiko",   "yuko",      "yulia",     "yuliya",    "yuriko",
     "yvonne",     "zainab",    "zeynep",      "zoe",       "zuzana"});
constexpr SortedWords kMale(
    {"aaron",       "abdel",        "abdelaziz", "abdul",       "abdullah",   "abdulrahman", "aboubakar", "abraham",
     "adam",        "aditya",       "adrian",    "ahmed",       "alan",       "albert",      "alejandro", "aleksandr",
     "alexander",   "alexei",       "alfred",    "ali",         "aliaksandr", "allen",       "amit",      "amr",
     "anders",      "andre",        "andreas",   "andrei",      "andrew",     "andrzej",     "andy",      "anil",
     "anthony",     "antoine",      "antonio",   "arjun",       "arnaud",     "arthur",      "arturo",    "arvind",
     "ashok",       "atul",         "aziz",      "babatunde",   "bakary",     "barack",      "barry",     "bashar",
     "bashir",      "ben",          "benjamin",  "benoit",      "bernard",    "bernie",      "bertrand",  "bill",
     "bjorn",       "bob",          "bogdan",    "boris",       "brad",       "brandon",     "brendan",   "brian",
     "bruce",       "bryan",        "burak",     "carl",        "carles",     "carlos",      "charles",   "cheikh",
     "chester",     "chidi",        "christian", "christopher", "chuck",      "clarence",    "claude",    "colin",
     "craig",       "cristiano",    "curtis",    "dale",        "dan",        "daniel",      "dariusz",   "dave",
     "david",       "deepak",       "dennis",    "derek",       "diego",      "dieter",      "dimitri",   "dinesh",
     "dirk",        "dmitry",       "don",       "donald",      "doug",       "douglas",     "dragan",    "dwight",
     "earl",        "ed",           "eddie",     "edgar",       "eduardo",    "edward",      "edwin",     "egil",
     "ehud",        "elisha",       "emeka",     "emmanuel",    "emre",       "enrique",     "eric",      "erik",
     "ernest",      "eugene",       "evgeny",    "faisal",      "farhad",     "farid",       "felix",     "fernando",
     "francisco",   "frank",        "franz",     "fred",        "frederick",  "fumio",       "ganesh",    "gary",
     "gavin",       "geoffrey",     "george",    "gerald",      "gerhard",    "gilbert",     "giovanni",  "glenn",
     "goran",       "gordon",       "graham",    "greg",        "gregory",    "guillermo",   "gunther",   "gustavo",
     "guy",         "habib",        "hamid",     "hamza",       "hans",       "harald",      "hari",      "harold",
     "harry",       "haruki",       "hashim",    "hassan",      "heinrich",   "helmut",      "henrik",    "henry",
     "herbert",     "hiroshi",      "horst",     "hossein",     "howard",     "hugh",        "hugo",      "husain",
     "hussein",     "ian",          "ibrahim",   "igor",        "ilya",       "imran",       "isaac",     "ismail",
     "issa",        "ivan",         "jack",      "jacob",       "jacques",    "jaime",       "jair",      "jake",
     "jakub",       "jamal",        "james",     "janusz",      "jason",      "javad",       "javier",    "jay",
     "jean-claude", "jeff",         "jeffrey",   "jens",        "jeremy",     "jeroen",      "jerry",     "jesse",
     "jim",         "jimmy",        "joao",      "joaquin",     "joe",        "joel",        "johan",     "johannes",
     "john",        "johnny",       "joko",      "jon",         "jonas",      "jonathan",    "jorg",      "jorge",
     "jose",        "josef",        "joseph",    "josh",        "joshua",     "juan",        "juha",      "jukka",
     "julian",      "jurgen",       "justin",    "kamal",       "karim",      "karl",        "kazuo",     "keith",
     "ken",         "kenji",        "kenneth",   "kevin",       "klaus",      "kofi",        "krishna",   "krzysztof",
     "kurt",        "kwame",        "kyle",      "larry",       "lars",       "lawrence",    "lech",      "leif",
     "leo",         "leon",         "leonard",   "leszek",      "lloyd",      "louis",       "luca",      "lucas",
     "luigi",       "luis",         "luka",      "luke",        "mahmoud",    "mamadou",     "manmohan",  "manuel",
     "marco",       "marcus",       "mario",     "mark",        "martin",     "marvin",      "mateusz",   "matt",
     "matteo",      "matthew",      "maurice",   "max",         "mehdi",      "mehmet",      "michael",   "michal",
     "miguel",      "mike",         "mikhail",   "mikko",       "miroslav",   "mitch",       "mitt",      "mohamed",
     "mohammad",    "mohammed",     "mohsen",    "moritz",      "moussa",     "muhammad",    "murat",     "musa",
     "mustafa",     "mustapha",     "narendra",  "nasser",      "nathan",     "neil",        "nicholas",  "nick",
     "nicolae",     "nicolas",      "nigel",     "nikita",      "nikola",     "nikolai",     "nils",      "olaf",
     "olav",        "ole",          "oleg",      "oliver",      "oluwaseun",  "omar",        "osama",     "oscar",
     "otto",        "ousmane",      "owen",      "pablo",       "paolo",      "patrick",     "paul",      "pavel",
     "pedro",       "per",          "pete",      "peter",       "petr",       "phil",        "philip",    "philippe",
     "pierre",      "pierre-yves",  "piet",      "piotr",       "prakash",    "pranab",      "qasem",     "radoslaw",
     "rafael",      "raghuram",     "rahul",     "rajesh",      "rajiv",      "rakesh",      "ralph",     "ramon",
     "ramzan",      "randy",        "raul",      "ray",         "raymond",    "recep",       "reince",    "rex",
     "reza",        "ricardo",      "richard",   "rick",        "rob",        "robert",      "roberto",   "rodney",
     "rodrigo",     "roger",        "rohit",     "roland",      "rolf",       "ron",         "ronald",    "rory",
     "roy",         "ruben",        "rudy",      "russell",     "ruud",       "ryan",        "saad",      "saeed",
     "salman",      "salvador",     "sam",       "samuel",      "sander",     "sanjay",      "santiago",  "scott",
     "sean",        "sebastian",    "sergei",    "sergey",      "sergio",     "seth",        "shane",     "shigeru",
     "shinzo",      "simon",        "slobodan",  "stanley",     "stefan",     "stephen",     "steve",     "steven",
     "stuart",      "sunil",        "suresh",    "sven",        "tadeusz",    "takashi",     "taro",      "tayyip",
     "ted",         "thabo",        "theodore",  "thierry",     "thomas",     "tim",         "timothy",   "todd",
     "tom",         "tom\xC3\xA1s", "tomas",     "tomasz",      "tony",       "torsten",     "travis",    "trevor",
     "tsutomu",     "tuomas",       "tyler",     "ulf",         "umar",       "uwe",         "vaclav",    "vasily",
     "vernon",      "victor",       "vijay",     "vikram",      "viktor",     "vincent",     "vinod",     "vitali",
     "vladimir",    "volodymyr",    "walter",    "warren",      "wayne",      "werner",      "wilhelm",   "will",
     "william",     "wojciech",     "wolfgang",  "xavier",      "yahya",      "yann",        "yasser",    "yasuo",
     "yevgeny",     "yitzhak",      "yoshihide", "yuri",        "yusuf",      "yves",        "zachary",   "zbigniew",
     "zlatan",      "zoran"});

}  // namespace

Gender gender_of_listed_name(std::string_view lower) {
  if (kFemale.contains(lower)) return Gender::female;
  if (kMale.contains(lower)) return Gender::male;
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
  for (const std::string_view w :
       {"mrs.",     "ms.",           "mrs",           "ms",          "miss",         "lady",   "queen",
        "princess", "congresswoman", "chairwoman",    "spokeswoman", "councilwoman", "madam",  "actress",
        "duchess",  "sister",        "businesswoman", "policewoman", "widow",        "mother", "mom",
        "daughter", "wife",          "aunt",          "grandmother", "baroness",     "dame"})
    if (lower == w) return Gender::female;
  for (const std::string_view w :
       {"mr.",       "mr",         "sir",     "lord",  "king",        "prince",      "congressman", "chairman",
        "spokesman", "councilman", "actor",   "duke",  "brother",     "businessman", "policeman",   "father",
        "widower",   "son",        "husband", "uncle", "grandfather", "baron"})
    if (lower == w) return Gender::male;
  return Gender::unknown;
}

}  // namespace newsgrain::english
