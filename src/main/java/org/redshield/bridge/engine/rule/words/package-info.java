/** 模型文字: what diagrams and forms say in words, and whether it is what they do. */
package org.redshield.bridge.engine.rule.words;
