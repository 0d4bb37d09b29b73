/**
 * 消息: what comes to people by itself: notices in their inbox and by mail ({@code notice}), their deadlines in their own calendar
 * ({@code calendar}), messages between the organisations of a case (in this folder), and the stream by which their pages hear
 * that something of theirs is new ({@code stream}). See docs/adr/0059-inbox.md.
 */
package org.redshield.bridge.messages;
