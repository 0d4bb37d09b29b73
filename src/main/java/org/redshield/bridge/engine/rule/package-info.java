/**
 * 模型规则: what a deployment must be like: a small grammar of elements and expressions, and the rules for models, forms, tables and
 * diagrams. Everything is read as data; nothing runs. What is wrong is told all at once, as findings.
 */
package org.redshield.bridge.engine.rule;
