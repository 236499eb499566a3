package io.reinstate.catalog.application;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A query with a single value, and what is expected of it.
 *
 * @param name what it is called in reports
 * @param sql reads only
 * @param expect the value, compared as text
 * @param least the smallest number that is right
 * @param most the largest number that is right
 */
public record QuerySpec(
    String name,
    String sql,
    Optional<String> expect,
    Optional<BigDecimal> least,
    Optional<BigDecimal> most) {}
