/**
 * 暂存: what people have typed into a form, or into the file of a case, and not sent yet. The browser saves it every few seconds, and whoever typed it finds it
 * again at the same form, wherever he signs in; nobody else can read it. It is encrypted in the database, goes when the form is
 * sent or cannot be sent any more, and never reaches the engine. See docs/adr/0051-drafts.md.
 */
package org.redshield.bridge.drafts;
