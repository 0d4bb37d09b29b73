/**
 * 会话: sessions of the web applications, kept in the database by Spring Session's filter and a repository of our own, so that any node
 * serves whoever has signed in at any other (ADR 0105).
 */
package org.redshield.bridge.access.session;
