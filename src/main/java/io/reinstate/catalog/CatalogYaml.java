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
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** The file's tree; nothing, and a problem more, where it is not YAML of this kind. */
  Optional<CatalogFile> read(Path file, List<CatalogProblem> problems) {
    try {
      return parse(file, Files.readString(file), problems);
    } catch (CharacterCodingException e) {
      problems.add(CatalogProblem.of(file, "This is not UTF-8 text. Save it as UTF-8."));
    } catch (JsonProcessingException e) {
      problems.add(malformed(file, e));
    } catch (IOException e) {
      problems.add(CatalogProblem.of(file, "The file cannot be read. Check its permissions: " + e));
    }
    return Optional.empty();
  }

  private Optional<CatalogFile> parse(Path file, String text, List<CatalogProblem> problems)
      throws IOException {
    var alias = lineOfFirstAlias(text);
    if (alias > 0) {
      var what = "Anchors and aliases are not read. Write the value out.";
      problems.add(new CatalogProblem(file, alias, "", what));
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
          file, line, "", "A file holds one application: remove what follows.");
    }
    var what =
        e.getCause() instanceof MarkedYAMLException marked
            ? marked.getProblem()
            : e.getOriginalMessage();
    return new CatalogProblem(file, line, "", "This is not well-formed YAML: " + what + ".");
  }
}
