#include "interruptions.hpp"

#include <algorithm>
#include <string>

#include <newsgrain/abi/layers.h>

#include <newsgrain/sdk/text.hpp>

#include "find.hpp"

namespace boilerplate {
namespace {

// "Advertisement", alone or nearly so; "Story continues below".
bool is_advertisement(std::string_view l, uint32_t words) {
  static constexpr WordList kLabels("advertisement", "advertising", "sponsored", "ad feedback", "anzeige", "werbung",
                                    "publicité", "publicidad", "publicidade", "pubblicità", "annuncio", "anúncio",
                                    "advertentie", "reklama", "реклама", "διαφήμιση", "广告", "廣告");
  static constexpr WordList kCalls(
      "story continues below", "article continues below", "article continues after", "story continues after",
      "continue reading below", "scroll to continue", "skip advertisement", "artikel wird nach", "nach der werbung",
      "la suite après la publicité", "la suite de l'article après", "continúa después de la publicidad",
      "el artículo continúa", "continua após a publicidade", "continua después de la publicidad",
      "continua dopo la pubblicità", "tekst gaat verder", "artykuł dostępny", "dalsza część artykułu");
  constexpr uint32_t kLabel = 2, kCall = 8;
  if (words <= kLabel && kLabels.begins(l)) return true;
  return words <= kCall && kCalls.begins(l);
}

// Another story. Some calls are one only with a colon behind.
bool is_related(std::string_view l, uint32_t words) {
  static constexpr WordList kCalls(
      "read more:", "read more on", "read more about", "read also", "also read", "read next", "read:", "see also",
      "related:", "related story", "related article", "related coverage",
      "recommended:", "more:", "watch:", "listen:", "more on this", "don't miss:", "up next:", "you may also like",
      "you might also like", "in case you missed it:", "lesen sie auch", "lesen sie mehr", "lesen sie hier",
      "lesen sie dazu", "lesen sie weiter", "lies auch", "mehr zum thema", "mehr dazu:", "zum weiterlesen",
      "auch interessant", "das könnte sie auch", "passend zum thema", "lire aussi", "à lire aussi", "a lire aussi",
      "à lire également", "lire également", "lire la suite", "voir aussi", "à voir aussi", "sur le même sujet",
      "lea también", "lee también", "lea además", "lee además", "leer también", "leer más:", "le puede interesar",
      "te puede interesar", "puede leer", "mira también", "vea también", "más información:", "leggi anche", "leggi qui",
      "leggi l'articolo", "potrebbe interessarti", "ti potrebbe interessare", "guarda anche", "leia também",
      "leia mais", "veja também", "saiba mais:", "veja mais:", "lees ook", "lees meer:", "lees verder:", "bekijk ook",
      "czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "przeczytaj też", "przeczytaj także",
      "zobacz też", "zobacz także", "zobacz również", "polecamy:", "читайте также", "читайте ещё", "смотрите также",
      "также по теме", "по теме:", "διαβάστε επίσης", "διαβάστε ακόμη", "διαβάστε ακόμα", "δείτε επίσης", "δείτε ακόμη",
      "延伸閱讀", "延伸阅读", "相关阅读", "相關新聞", "相关新闻");
  constexpr uint32_t kMost = 28;
  if (words > kMost) return false;
  if (kCalls.begins(l)) return true;
  return words == 2 && (l == "read more" || l == "see more" || l == "related stories" || l == "related articles");
}

bool is_share(std::string_view l, uint32_t words) {
  static constexpr WordList kCalls("share this", "share on", "share article", "share via", "email this", "print this",
                                   "artikel teilen", "teilen sie", "jetzt teilen", "partager", "partagez", "comparte ",
                                   "compartir", "condividi", "compartilhe", "compartilhar", "deel dit", "deel via",
                                   "delen via", "udostępnij", "podziel się", "поделиться", "κοινοποίηση",
                                   "μοιραστείτε");
  constexpr uint32_t kMost = 6;
  return words <= kMost && kCalls.begins(l);
}

// A call to sign up or to follow.
bool is_call(std::string_view l, uint32_t words) {
  static constexpr WordList kCalls(
      "sign up for our", "sign up to our", "sign up for the", "sign up here", "subscribe to our", "subscribe now",
      "subscribe to the", "click here to", "follow us on", "follow us", "like us on", "join our newsletter",
      "download our app", "download the app", "folgen sie uns", "folgt uns", "hier klicken und", "jetzt abonnieren",
      "abonnieren sie", "melden sie sich", "suivez-nous", "abonnez-vous", "inscrivez-vous", "recevez notre",
      "recevez nos", "síguenos", "síganos", "suscríbete", "suscríbase", "suscribite", "únete a", "recibe nuestro",
      "seguici su", "iscriviti", "abbonati", "siga-nos", "siga o", "inscreva-se", "assine", "receba no seu", "volg ons",
      "schrijf je in", "meld je aan", "abonneer", "śledź nas", "zapisz się", "zaprenumeruj", "подпишитесь",
      "подписывайтесь", "следите за", "εγγραφείτε", "ακολουθήστε");
  static constexpr WordList kLetters("newsletter", "boletín", "boletim", "nieuwsbrief", "рассылк", "briefing",
                                     "your inbox", "email alerts");
  static constexpr WordList kWishes("sign up", "signing up", "subscribe", "your inbox", "get our", "get the",
                                    "delivered", "abonnier", "anmelden", "posteingang", "kostenlose", "inscri",
                                    "abonne", "recevez", "suscr", "regístr", "recibe", "iscri", "ricevi", "assin",
                                    "receba", "zapis", "schrijf", "ontvang", "подпи");
  constexpr uint32_t kMost = 36;
  if (words > kMost) return false;
  if (kCalls.begins(l)) return true;
  return kLetters.within(l) && kWishes.within(l);
}

}  // namespace

uint8_t interruption(std::string_view line, const BlockFacts& facts) {
  constexpr uint32_t kMost = 36;    // words
  constexpr size_t kLongest = 400;  // bytes
  if (facts.words == 0 || facts.words > kMost || line.size() > kLongest || has_any(line, {"\"", "“", "”", "«", "„"}))
    return NG_ROLE_BODY;
  const std::string l = newsgrain::sdk::to_lower(line);
  if (is_advertisement(l, facts.words)) return NG_ROLE_ADVERTISEMENT;
  if (is_related(l, facts.words)) return NG_ROLE_RELATED;
  if (is_share(l, facts.words) && !facts.ends_sentence) return NG_ROLE_PROMOTION;
  return is_call(l, facts.words) ? NG_ROLE_PROMOTION : NG_ROLE_BODY;
}

}  // namespace boilerplate
