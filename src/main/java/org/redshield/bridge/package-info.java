/** Redshield Bridge 红盾云桥: one package per feature; {@code engine} and {@code access} are the wiring. */
package org.redshield.bridge;
