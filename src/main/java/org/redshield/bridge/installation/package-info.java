/**
 * 安装记录: what this installation is, on record in its database once and for good, and by a mark wherever it keeps something outside of it. Every
 * start of every node compares before anything is heard, sent or written; a difference refuses to start, or starts and holds all
 * sending. It knows no feature: who keeps something outside the database contributes a
 * {@link org.redshield.bridge.installation.KeptOutside}. See docs/adr/0137-the-installation-knows-itself.md.
 */
package org.redshield.bridge.installation;
