package io.reinstate.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.serialization.node.LocationJsonNodeFactoryFactory;
import com.networknt.schema.utils.JsonNodes;
import io.reinstate.catalog.rule.CatalogFile;
import io.reinstate.catalog.rule.CatalogProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML into a tree that remembers its lines. One document a file, no key twice, no anchors:
 * what stands in a section is all there is to know about it.
 */
final class CatalogYaml {

  private final ObjectMapper mapper =
      new ObjectMapper(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * The tree of an application's file, with what it extends; nothing, and a problem more, where it
   * is not YAML of this kind.
   *
   * @param sources is given every other file that it looked for
   */
  Optional<CatalogFile> read(
      Path file, CatalogTexts texts, Collection<Path> sources, List<CatalogProblem> problems) {
    var parts = new SharedParts(this, texts, file.resolveSibling(CatalogTexts.SHARED), problems);
    var read = parse(file, texts, problems);
    read.ifPresent(parts::extend);
    sources.addAll(parts.used());
    return read;
  }

  /** The tree of one file alone. */
  Optional<CatalogFile> parse(Path file, CatalogTexts texts, List<CatalogProblem> problems) {
    var text = texts.text(file).orElseThrow();
    try {
      if (text.unreadable().isPresent()) {
        var what = "The file cannot be read. Check its permissions: " + text.unreadable().get();
        problems.add(CatalogProblem.ofMachine(file, what));
        return Optional.empty();
      }
      return parse(file, text.decoded(), problems);
    } catch (CharacterCodingException e) {
      problems.add(CatalogProblem.of(file, "This is not UTF-8 text. Save it as UTF-8."));
    } catch (JsonProcessingException e) {
      problems.add(malformed(file, e));
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory can always be read", e);
    }
    return Optional.empty();
  }

  private Optional<CatalogFile> parse(Path file, String text, List<CatalogProblem> problems)
      throws IOException {
    var alias = lineOfFirstAlias(text);
    if (alias > 0) {
      var what = "Anchors and aliases are not read. Write the value out.";
      problems.add(new CatalogProblem(file, alias, "", what, false));
    } else if (tree(text) instanceof ObjectNode tree) {
      return Optional.of(new CatalogFile(file, tree));
    } else {
      problems.add(CatalogProblem.of(file, "This is not a map of keys. Start with application:."));
    }
    return Optional.empty();
  }

  private JsonNode tree(String text) throws JsonProcessingException {
    try {
      return JsonNodes.readTree(mapper, text, LocationJsonNodeFactoryFactory.getInstance());
    } catch (IllegalArgumentException e) {
      if (e.getCause() instanceof JsonProcessingException malformed) {
        throw malformed;
      }
      throw e;
    }
  }

  /** Jackson would read an alias as the text of its name. */
  private int lineOfFirstAlias(String text) throws IOException {
    try (var parser = (YAMLParser) mapper.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          return parser.currentTokenLocation().getLineNr();
        }
      }
      return 0;
    }
  }

  private static CatalogProblem malformed(Path file, JsonProcessingException e) {
    var line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    if (e instanceof MismatchedInputException) {
      return new CatalogProblem(
          file, line, "", "A file holds one application: remove what follows.", false);
    }
    var what =
        e.getCause() instanceof MarkedYAMLException marked
            ? marked.getProblem()
            : e.getOriginalMessage();
    return new CatalogProblem(file, line, "", "This is not well-formed YAML: " + what + ".", false);
  }
}
