/**
 * 界面中文化: the engine's web applications as people of a Chinese authority see them: what is hard-wired in their pages and scripts is
 * exchanged on its way to the browser. What they read from files (locales, config.js, styles) lies as such files in {@code
 * META-INF/resources/webjars/camunda/app}, what they share with our own screens in {@code META-INF/resources/bridge}. See
 * docs/adr/0060-engine-screens.md.
 */
package org.redshield.bridge.screens;
