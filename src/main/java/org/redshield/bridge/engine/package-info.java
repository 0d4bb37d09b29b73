/**
 * The one package that configures Camunda. Features see of it only {@link org.redshield.bridge.engine.Variable}, {@link
 * org.redshield.bridge.engine.FormIntake}, {@link org.redshield.bridge.engine.FormData} and {@link
 * org.redshield.bridge.engine.ProcessMessages}; it never imports a feature.
 */
package org.redshield.bridge.engine;
