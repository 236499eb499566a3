package io.reinstate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures in {@code docs/diagrams} are drawings of the models in {@code bpmn}.
 *
 * <p>A picture carries the SHA-256 of the model it was drawn from, for pixels and fonts differ from
 * machine to machine. With {@code -Dreinstate.diagrams.write=true} the pictures are drawn anew
 * first.
 */
class DiagramsIT {

  private static final Path MODELS = Path.of("bpmn");
  private static final Path PICTURES = Path.of("docs/diagrams");
  private static final String VIEWER =
      "/META-INF/resources/webjars/bpmn-js/8.0.0/dist/bpmn-viewer.production.min.js";
  private static final String REDRAW =
      "mvn verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DiagramsIT"
          + " -Dreinstate.diagrams.write=true";

  /** What the viewer appends to the ids of arrow heads, another one every time. */
  private static final String RANDOM_PART = "(-white-black)-[0-9a-z]+";

  private static final String BOX = "<svg [^>]*viewBox=\"(\\S+) (\\S+) (\\S+) (\\S+)\"[^>]*>";

  /** Black lines are not seen on a dark page. */
  private static final String BACKGROUND =
      "<rect x=\"$1\" y=\"$2\" width=\"$3\" height=\"$4\" fill=\"white\"/>";

  /** Draws a model; answers with the picture and what the viewer warned of. */
  private static final String DRAW =
      """
      async xml => {
        document.body.innerHTML = '<div id="canvas" style="width:1600px;height:900px"></div>';
        const viewer = new BpmnJS({ container: '#canvas' });
        const { warnings } = await viewer.importXML(xml);
        const { svg } = await viewer.saveSVG();
        return { svg, warnings: warnings.map(warning => warning.message) };
      }
      """;

  private static Browser browser;
  private static Page page;

  @AfterAll
  static void closeViewer() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void pictureIsDrawnFromTheModelAsItIs(Path model) throws IOException {
    var drawn = draw(model);
    var picture = PICTURES.resolve(name(model) + ".svg");
    if (Boolean.getBoolean("reinstate.diagrams.write")) {
      Files.createDirectories(PICTURES);
      Files.writeString(picture, drawn);
    }
    assertThat(drawn).as("picture of %s", model).contains("</svg>");
    assertThat(picture).as("To draw it: %s", REDRAW).exists();
    assertThat(Files.readString(picture))
        .as("%s was drawn from another state of %s. To draw it anew: %s", picture, model, REDRAW)
        .contains(mark(model));
  }

  @Test
  void noPictureOutlivesItsModel() throws IOException {
    try (var pictures = Files.list(PICTURES)) {
      assertThat(pictures.map(picture -> picture.getFileName().toString()))
          .isSubsetOf(models().stream().map(model -> name(model) + ".svg").toList());
    }
  }

  /** Opened by the first test that draws, so that each is skipped where there is no browser. */
  private static Page viewer() throws IOException {
    if (browser == null) {
      browser = Browser.open();
      page = browser.page();
      page.setContent("<html><body></body></html>");
      try (var viewer = DiagramsIT.class.getResourceAsStream(VIEWER)) {
        page.addScriptTag(
            new AddScriptTagOptions().setContent(new String(viewer.readAllBytes(), UTF_8)));
      }
    }
    return page;
  }

  private static String draw(Path model) throws IOException {
    var answer = (Map<?, ?>) viewer().evaluate(DRAW, Files.readString(model));
    assertThat((List<?>) answer.get("warnings")).as("warnings about %s", model).isEmpty();
    return answer
            .get("svg")
            .toString()
            .replace("<!-- created with bpmn-js / http://bpmn.io -->", mark(model))
            .replaceAll(RANDOM_PART, "$1")
            .replaceFirst(BOX, "$0" + BACKGROUND)
            .strip()
        + "\n";
  }

  private static String mark(Path model) throws IOException {
    return "<!-- Drawn from %s, SHA-256 %s -->".formatted(model, sha256(model));
  }

  private static String sha256(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static List<Path> models() throws IOException {
    try (var files = Files.list(MODELS)) {
      return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
    }
  }

  private static String name(Path model) {
    return model.getFileName().toString().replace(".bpmn", "");
  }
}
