/**
 * 流程引擎: the one package that configures Camunda. Features see of it only {@link org.redshield.bridge.engine.Variable}, {@link
 * org.redshield.bridge.engine.FormIntake} with its {@link org.redshield.bridge.engine.UseCases}, {@link
 * org.redshield.bridge.engine.form.FormData}, {@link org.redshield.bridge.engine.form.FurtherInput} and {@link
 * org.redshield.bridge.engine.ProcessMessages}; it never imports a feature.
 */
package org.redshield.bridge.engine;
