// Labels.java: tags words with Stanford CoreNLP's recogniser of people, organisations and places (4.5.10; english.all.3class.distsim), for
// labels.py, which keeps only where the names stand. Needed neither to build nor to train: labels.tsv.xz holds the outcome.
//
//   java -cp stanford-corenlp-4.5.10.jar:stanford-corenlp-4.5.10-models.jar Labels.java IN.iob2 OUT.iob2
import edu.stanford.nlp.ie.crf.CRFClassifier;
import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.ling.CoreLabel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

public class Labels {
  static void tag(CRFClassifier<CoreLabel> tagger, List<CoreLabel> sentence, PrintWriter out) {
    for (CoreLabel word : tagger.classifySentence(sentence)) {
      String tag = word.get(CoreAnnotations.AnswerAnnotation.class);
      out.println(word.word() + " " + (tag.equals("O") ? tag : tag.substring(0, 3)));
    }
    out.println();
    sentence.clear();
  }

  public static void main(String[] files) throws IOException {
    CRFClassifier<CoreLabel> tagger = CRFClassifier.getClassifierNoExceptions("edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz");
    List<CoreLabel> sentence = new ArrayList<>();
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(files[1])))) {
      for (String line : Files.readAllLines(Path.of(files[0]))) {
        if (line.startsWith("-DOCSTART-")) continue;
        if (line.isEmpty()) {
          if (!sentence.isEmpty()) tag(tagger, sentence, out);
          continue;
        }
        CoreLabel word = new CoreLabel();
        word.setWord(line.substring(0, line.lastIndexOf(' ')));
        word.setValue(word.word());
        sentence.add(word);
      }
      if (!sentence.isEmpty()) tag(tagger, sentence, out);
    }
  }
}
