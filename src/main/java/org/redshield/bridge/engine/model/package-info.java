/**
 * 模型部署: what a deployment goes through: the checks of models and tables, the beans that a model may name, our own
 * deployer.
 */
package org.redshield.bridge.engine.model;
