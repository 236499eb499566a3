package io.reinstate.web.cockpit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.reinstate.Browser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each part of the page Rollbacks alone, in a browser, with what people may have written. */
class PartsIT {

  private static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"> & <b>bold</b> \"' ${1} {{2}}";

  private static final String SHOW =
      """
      async ([app, part, name, inputs]) => {
        const { render } = await import(app + 'libraries.js');
        render((await import(app + part))[name](...inputs), document.body);
      }
      """;

  private static final String CALL =
      """
      async ([app, part, name, inputs]) => (await import(app + part))[name](...inputs)
      """;

  private static ServedModules modules;
  private static Browser browser;
  private static Page page;
  private static final List<String> COMPLAINTS = new ArrayList<>();

  @BeforeAll
  static void open() {
    browser = Browser.open();
    modules = new ServedModules();
    page = browser.page();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            COMPLAINTS.add(message.text());
          }
        });
    page.onPageError(COMPLAINTS::add);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      modules.close();
    }
  }

  @BeforeEach
  void anEmptyPage() {
    COMPLAINTS.clear();
    page.navigate(modules.address());
  }

  @AfterEach
  void nothingWasComplainedOfOrRunFromAText() {
    assertThat(page.locator("img, b")).hasCount(0);
    assertThat(page.evaluate("window.hacked")).isNull();
    assertThat(COMPLAINTS).isEmpty();
  }

  @Test
  void aBadgeHasTheColourOfItsMood() {
    show("badge", "badge", Map.of("title", HOSTILE, "mood", "warning"));

    var badge = page.locator(".reinstate-outcome");
    assertThat(badge).hasText(HOSTILE);
    assertThat(badge).hasCSS("background-color", "rgb(253, 241, 207)");
  }

  @ParameterizedTest
  @CsvSource({"good", "warning", "bad", "neutral", "running"})
  void everyMoodHasAColour(String mood) {
    show("badge", "badge", Map.of("title", "Restored", "mood", mood));

    assertThat(page.locator(".reinstate-outcome"))
        .not()
        .hasCSS("background-color", "rgba(0, 0, 0, 0)");
  }

  @Test
  void aTableHasHeadsAndCellsAndACellMayHoldSeveralThings() {
    show(
        "table",
        "table",
        List.of("Name", HOSTILE),
        List.of(List.of("one", HOSTILE), List.of("two", List.of("a", "b"))));

    assertThat(page.locator("th")).hasText(new String[] {"Name", HOSTILE});
    assertThat(page.locator("td")).hasText(new String[] {"one", HOSTILE, "two", "ab"});
  }

  @Test
  void aTextKeepsItsLines() {
    show("text", "text", "one\n  two " + HOSTILE);

    assertThat(page.locator("span").innerText()).isEqualTo("one\n  two " + HOSTILE);
  }

  @Test
  void factsWithoutAValueAreLeftOut() {
    show(
        "facts",
        "facts",
        List.of(
            List.of("Reason", HOSTILE),
            Arrays.asList("Target", null),
            List.of("Ended", ""),
            List.of("Waits for", "one\ntwo")));

    assertThat(page.locator("dt")).hasText(new String[] {"Reason", "Waits for"});
    assertThat(page.locator("dd").allInnerTexts()).containsExactly(HOSTILE, "one\ntwo");
  }

  @Test
  void aLinkLeadsToAPageOfOurs() {
    show("link", "link", Map.of("rollback", HOSTILE), HOSTILE);

    var link = page.locator("a");
    assertThat(link).hasText(HOSTILE);
    assertThat(link.getAttribute("href")).startsWith("#/rollbacks?rollback=%3Cimg+src");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 49, ''",
    "0, 50, Older #/rollbacks?first=50",
    "50, 3, Newer #/rollbacks?first=0",
    "20, 50, Newer #/rollbacks?first=0 Older #/rollbacks?first=70"
  })
  void aPagerLeadsToThePagesThatThereAre(int first, int shown, String links) {
    show("pager", "pager", first, shown, 50);

    assertThat(
            String.join(
                " ",
                page.locator("a").all().stream()
                    .map(link -> link.innerText() + " " + link.getAttribute("href"))
                    .toList()))
        .isEqualTo(links);
  }

  @Test
  void aFilterHandsOnWhatIsTyped() {
    page.evaluate(
        """
        async ([app, hint]) => {
          const { render } = await import(app + 'libraries.js');
          const { filter } = await import(app + 'parts/filter.js');
          render(filter(hint, (wanted) => (window.wanted = wanted)), document.body);
        }
        """,
        List.of(ServedModules.APP, HOSTILE));

    assertThat(page.getByLabel("Filter")).hasAttribute("placeholder", HOSTILE);
    page.getByLabel("Filter").fill("samir");
    assertThat(page.evaluate("window.wanted")).isEqualTo("samir");
  }

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "'  ', true",
    "SAMIR, true",
    "'shop  sam', true",
    "shop olivia, false",
    "(, true",
    ".*, false"
  })
  void aFilterWantsEveryWordInAnyOrder(String wanted, boolean matches) {
    assertThat(call("parts/filter", "matches", wanted, "Samir (approved) Shop")).isEqualTo(matches);
  }

  @Test
  void aFoldOpensAndStaysOpenWhenThePageIsDrawnAgain() {
    show("fold", "fold", HOSTILE, "the content");
    assertThat(page.locator("details")).not().hasAttribute("open", "");

    page.locator("summary").click();
    assertThat(page.locator("details")).hasAttribute("open", "");

    show("fold", "fold", HOSTILE, "other content");
    assertThat(page.locator("details")).containsText("other content");
    assertThat(page.locator("details")).hasAttribute("open", "");
  }

  @Test
  void aFoldMayBeOpenFromTheStart() {
    show("fold", "fold", HOSTILE, "the content", true);

    assertThat(page.locator("details")).hasAttribute("open", "");
    assertThat(page.locator("summary")).hasText(HOSTILE);
  }

  @Test
  void waitingSaysForWhomOrWhatIsWrong() {
    var task =
        new HashMap<String, Object>(
            Map.of(
                "step",
                "Approve rollback",
                "candidates",
                List.of("senior-developers", "lena"),
                "since",
                "2026-11-30T21:07:35.5Z"));
    assertThat(call("parts/waiting", "waitingInShort", task))
        .isEqualTo("Approve rollback: Senior developers, Lena");
    assertThat(call("parts/waiting", "waitingInFull", task))
        .isEqualTo("Approve rollback (Senior developers, Lena), since 2026-11-30 21:07:35 UTC");
    task.put("assignee", "samir");
    assertThat(call("parts/waiting", "waitingInShort", task)).isEqualTo("Approve rollback: samir");

    var step =
        Map.of(
            "step",
            "Exchange files",
            "candidates",
            List.of(),
            "since",
            "2026-11-30T21:07:35Z",
            "failure",
            "The disk is full");
    assertThat(call("parts/waiting", "waitingInShort", step)).isEqualTo("Exchange files");
    assertThat(call("parts/waiting", "waitingInFull", step))
        .isEqualTo("Exchange files, since 2026-11-30 21:07:35 UTC: The disk is full");
  }

  @Test
  void aCatalogThatIsRightIsNotSpokenOf() {
    show("catalog-problems", "catalogProblems", catalog(List.of(), List.of(), List.of()));

    assertThat(page.locator("body")).hasText("");
  }

  @Test
  void aCatalogIsShownWithEverythingThatIsWrong() {
    var problem = Map.of("file", "/c/shop.yaml", "line", 7, "path", "colour", "what", HOSTILE);
    var whole = Map.of("file", "/c/library.yaml", "line", 0, "path", "", "what", "It is empty.");
    show(
        "catalog-problems",
        "catalogProblems",
        catalog(
            List.of(Map.of("application", HOSTILE, "problems", List.of(problem, whole))),
            List.of(Map.of("told", "The edit does not count", "problems", List.of(whole))),
            List.of(whole)));

    assertThat(page.locator("summary"))
        .hasText(
            new String[] {
              HOSTILE + " is refused (2)",
              "The edit does not count (1)",
              "Shared by applications (1)"
            });
    assertThat(page.locator(".reinstate-bad")).hasCount(2);
    page.locator("summary").first().click();
    assertThat(page.locator("li").first()).hasText("/c/shop.yaml:7 colour: " + HOSTILE);
    assertThat(page.locator("li").nth(1)).hasText("/c/library.yaml: It is empty.");
  }

  @Test
  void whatApplicationsShareIsNoError() {
    var shared = Map.of("file", "/c/shop.yaml", "line", 0, "path", "", "what", "Both use it.");
    show("catalog-problems", "catalogProblems", catalog(List.of(), List.of(), List.of(shared)));

    assertThat(page.locator("h3")).hasCount(0);
    assertThat(page.locator(".reinstate-warning")).hasText("Shared by applications");
  }

  @Test
  void aPlanShowsItsTargetItsActsAndItsFiles() {
    show(
        "plan",
        "plan",
        Map.of(
            "runbook",
            "module-rollback",
            "created",
            "2026-11-30T21:07:35Z",
            "target",
            Map.of("snapshot", "shop/good", "created", "2026-11-29T10:00:00Z", "stable", HOSTILE),
            "changes",
            Map.of("changed", List.of(HOSTILE), "added", List.of(), "removed", List.of("old")),
            "restarts",
            List.of("web", "worker"),
            "data",
            Map.of("files", List.of()),
            "warnings",
            List.of(HOSTILE),
            "acts",
            List.of(Map.of("sentence", "Restart **web** with `reload` " + HOSTILE))),
        2);

    page.locator("summary").click();
    assertThat(page.locator("summary")).hasText("Plan 2: 2 files, made 2026-11-30 21:07:35 UTC");
    assertThat(page.locator("dt")).hasText(new String[] {"Target", "Stable", "Restarts", "Notes"});
    assertThat(page.locator("dd"))
        .hasText(
            new String[] {
              "shop/good, taken 2026-11-29 10:00:00 UTC", HOSTILE, "web, worker", HOSTILE
            });
    assertThat(page.locator("p")).hasText("Restart web with reload " + HOSTILE);
    assertThat(page.locator("td")).hasText(new String[] {"changed", HOSTILE, "removed", "old"});
  }

  @ParameterizedTest
  @CsvSource({
    "emergency-rollback, no usable stable snapshot",
    "traffic-rollback, ",
  })
  void aPlanWithoutATargetSaysSoWhereOneWasWanted(String runbook, String target) {
    show(
        "plan",
        "plan",
        Map.of(
            "runbook",
            runbook,
            "created",
            "2026-11-30T21:07:35Z",
            "changes",
            Map.of("changed", List.of(), "added", List.of(), "removed", List.of()),
            "restarts",
            List.of(),
            "data",
            Map.of("files", List.of()),
            "warnings",
            List.of(),
            "acts",
            List.of()),
        1);

    page.locator("summary").click();
    assertThat(page.locator("summary")).hasText("Plan 1, made 2026-11-30 21:07:35 UTC");
    assertThat(page.locator("dd").allInnerTexts())
        .isEqualTo(target == null ? List.of() : List.of(target));
  }

  @Test
  void attestationsAreShownInTheWordsOfTheServer() {
    show(
        "attestations",
        "attestations",
        List.of(
            Map.of(
                "checklist",
                "after",
                "checklistTitle",
                "afterwards",
                "item",
                HOSTILE,
                "answer",
                "not-applicable",
                "answerTitle",
                "not applicable",
                "note",
                HOSTILE,
                "by",
                "olivia",
                "at",
                "2026-11-30T21:07:35.1234Z")));

    assertThat(page.locator("td"))
        .hasText(
            new String[] {
              "afterwards", HOSTILE, "not applicable", HOSTILE, "olivia", "2026-11-30 21:07:35 UTC"
            });
    assertThat(page.locator("table")).isVisible();
  }

  @Test
  void failuresAreShownOpen() {
    show(
        "failures",
        "failures",
        List.of(Map.of("at", "2026-11-30T21:07:35Z", "step", "Exchange files", "text", HOSTILE)));

    assertThat(page.locator("td"))
        .hasText(new String[] {"2026-11-30 21:07:35 UTC", "Exchange files", HOSTILE});
    assertThat(page.locator("table")).isVisible();
  }

  @ParameterizedTest
  @CsvSource({"attestations", "failures"})
  void whatDidNotHappenIsNotShown(String part) {
    show(part, part, List.of());

    assertThat(page.locator("body")).hasText("");
  }

  @Test
  void stepsSayHowTheyStand() {
    var start = "2026-11-30T21:07:35Z";
    var end = "2026-11-30T21:10:40Z";
    show(
        "steps",
        "steps",
        List.of(
            Map.of(
                "name", HOSTILE, "type", "userTask", "started", start, "ended", end, "by", "samir"),
            Map.of("name", "", "type", "serviceTask", "started", start),
            Map.of(
                "name", "Cut over", "type", "x", "started", start, "ended", end, "cancelled", true),
            Map.of("name", "Build", "type", "x", "started", start, "failure", HOSTILE)));

    assertThat(page.locator("td:first-child"))
        .hasText(new String[] {HOSTILE, "serviceTask", "Cut over", "Build"});
    assertThat(page.locator("tr:first-child td"))
        .hasText(
            new String[] {
              HOSTILE,
              "2026-11-30 21:07:35 UTC",
              "2026-11-30 21:10:40 UTC",
              "3 min 5 s",
              "samir",
              "done"
            });
    assertThat(page.locator("td:last-child"))
        .hasText(new String[] {"done", "running", "ended from outside", HOSTILE});
    assertThat(page.locator(".reinstate-bad")).hasText(HOSTILE);
  }

  @Test
  void variablesAreText() {
    show("variables", "variables", List.of(Map.of("name", HOSTILE, "value", HOSTILE)));

    assertThat(page.locator("td")).hasText(new String[] {HOSTILE, HOSTILE});
  }

  @Test
  void tabsOfTheSameNameAreCountedAndTheOneShownIsActive() {
    page.evaluate(
        """
        async ([app, processes]) => {
          const { render } = await import(app + 'libraries.js');
          const { tabs } = await import(app + 'parts/tabs.js');
          render(tabs('shop-0001', processes, processes[2]), document.body);
        }
        """,
        List.of(
            ServedModules.APP,
            List.of(
                Map.of("instance", "a", "name", HOSTILE),
                Map.of("instance", "b", "name", "Cut over"),
                Map.of("instance", "c", "name", "Cut over"))));

    assertThat(page.locator("a")).hasText(new String[] {HOSTILE, "Cut over 1", "Cut over 2"});
    var active = page.locator(".active a");
    assertThat(active).hasText("Cut over 2");
    assertThat(active).hasAttribute("href", "#/rollbacks?rollback=shop-0001&process=c");
  }

  @Test
  void aDiagramMarksWhatRanWhatRunsAndWhatStandsStill() throws IOException {
    draw(
        model("take-snapshot"),
        List.of(
            Map.of("activity", "Start", "ended", "2026-11-30T21:07:35Z"),
            Map.of("activity", "Task_ClaimApplication", "ended", "2026-11-30T21:07:35Z"),
            Map.of("activity", "Task_TakeSnapshot", "failure", HOSTILE),
            Map.of("activity", "NotInThisModel")));

    assertThat(element("Task_ClaimApplication")).hasClass(containing("reinstate-taken"));
    assertThat(element("Task_TakeSnapshot")).hasClass(containing("reinstate-stuck"));
    assertThat(page.locator(".djs-connection.reinstate-taken")).hasCount(2);

    draw(model("take-snapshot"), List.of(Map.of("activity", "Task_ClaimApplication")));
    assertThat(element("Task_ClaimApplication")).hasClass(containing("reinstate-active"));
    assertThat(page.locator(".djs-connection.reinstate-taken")).hasCount(0);
  }

  @Test
  void aModelThatCannotBeDrawnSaysSoInItsPlace() {
    draw("<bpmn:" + HOSTILE, List.of());

    assertThat(page.locator(".reinstate-diagram")).containsText("unparsable content <bpmn:<img>");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T21:07:35.000Z, 2026-11-30T21:07:35.424Z, 424 ms",
    "2026-11-30T21:07:35.000Z, 2026-11-30T21:08:18.549Z, 43.5 s",
    "2026-11-30T21:07:35.000Z, 2026-11-30T21:10:40.900Z, 3 min 5 s",
    "2026-11-30T21:07:35.000Z, 2026-11-30T23:17:36.000Z, 2 h 10 min"
  })
  void aDurationIsSaidInTheUnitThatFits(String from, String to, String duration) {
    assertThat(call("format", "duration", from, to)).isEqualTo(duration);
  }

  @Test
  void theServersOwnWordsAreTheError() {
    modules.answer("/refusing/plugin/reinstate/default/catalog", 422, "{\"message\":\"Not now\"}");
    modules.answer("/silent/plugin/reinstate/default/catalog", 500, "");
    COMPLAINTS.clear();

    assertThat(failure("/refusing")).isEqualTo("Not now");
    assertThat(failure("/silent")).startsWith("500 ");
    assertThat(COMPLAINTS).allMatch(text -> text.startsWith("Failed to load resource"));
    COMPLAINTS.clear();
  }

  private static String failure(String cockpitApi) {
    return (String)
        page.evaluate(
            """
        async ([app, cockpitApi]) => {
          const { serverAt } = await import(app + 'server.js');
          return serverAt({ cockpitApi }).catalog().catch((e) => e.message);
        }
        """,
            List.of(ServedModules.APP, cockpitApi));
  }

  private static Map<String, Object> catalog(List<?> refused, List<?> unheeded, List<?> warnings) {
    return Map.of("refused", refused, "unheeded", unheeded, "warnings", warnings);
  }

  private static String model(String process) throws IOException {
    try (var file =
        PartsIT.class.getClassLoader().getResourceAsStream("bpmn/" + process + ".bpmn")) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }

  private static void draw(String model, List<?> steps) {
    page.evaluate(
        """
        async ([app, model, steps]) => {
          const { diagram } = await import(app + 'parts/diagram.js');
          const { node, draw } = diagram(steps, async () => model);
          document.body.replaceChildren(node);
          await draw();
        }
        """,
        List.of(ServedModules.APP, model, steps));
  }

  private static Locator element(String id) {
    return page.locator("[data-element-id=" + id + "]");
  }

  private static Pattern containing(String name) {
    return Pattern.compile("\\b" + name + "\\b");
  }

  /** Makes a part on the page. */
  private static void show(String part, String name, Object... inputs) {
    page.evaluate(
        SHOW, List.of(ServedModules.APP, "parts/" + part + ".js", name, Arrays.asList(inputs)));
  }

  private static Object call(String module, String name, Object... inputs) {
    return page.evaluate(
        CALL, List.of(ServedModules.APP, module + ".js", name, Arrays.asList(inputs)));
  }
}
