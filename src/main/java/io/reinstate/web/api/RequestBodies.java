package io.reinstate.web.api;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;

/**
 * Reads the bodies of requests to our API as they stand: a number is no text, an empty text is not
 * «false». The engine's REST API has a reader of its own, and keeps it.
 */
@Configuration(proxyBeanMethods = false)
class RequestBodies {

  private static final List<CoercionInputShape> NO_TEXTS =
      List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);

  /** What a rollback is asked for with is far less; the bytes are bounded before. */
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxTokenCount(10_000)
          .maxNestingDepth(20)
          .maxNumberLength(30)
          .maxNameLength(1_000)
          .build();

  @Bean
  MappingJackson2HttpMessageConverter strictJson(ObjectMapper json) {
    return new MappingJackson2HttpMessageConverter(strict(json));
  }

  private static ObjectMapper strict(ObjectMapper json) {
    var strict = json.copy().configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    strict.getFactory().setStreamReadConstraints(BOUNDS);
    var texts = strict.coercionConfigFor(LogicalType.Textual);
    NO_TEXTS.forEach(shape -> texts.setCoercion(shape, CoercionAction.Fail));
    return strict;
  }
}
