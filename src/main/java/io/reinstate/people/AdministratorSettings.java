package io.reinstate.people;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who administers when nobody does yet.
 *
 * @param name the user id
 * @param password a reference to the password ({@code env:NAME}, {@code file:/PATH}), never the
 *     password itself
 */
@ConfigurationProperties("reinstate.administrator")
record AdministratorSettings(String name, String password) {}
