/** 引擎权限: who may do what to a task, a variable, a filter and a definition, on every way into the engine. */
package org.redshield.bridge.engine.guard;
