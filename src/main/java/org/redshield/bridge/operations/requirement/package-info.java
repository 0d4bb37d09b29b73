/**
 * What an installation needs, as one list 安装要求: each demand is declared once by the feature that makes it, with the settings that
 * mend it and its sentence. The start asks those that stop it before anything else, {@code --check} asks all, and
 * {@code docs/configuration.md} is written from them.
 */
package org.redshield.bridge.operations.requirement;
