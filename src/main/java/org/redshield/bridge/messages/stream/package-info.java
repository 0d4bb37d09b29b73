/**
 * 实时更新: the stream of a browser ({@code GET /api/events}, server-sent events). It carries no content: it says that something is new,
 * and the page asks for it with the person's own rights.
 */
package org.redshield.bridge.messages.stream;
