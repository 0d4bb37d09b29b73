/**
 * 模型走查: walks through a model, node by node and state by state: which steps can be met in a state that forbids them, and which acts without
 * their ground.
 */
package org.redshield.bridge.engine.rule.walk;
