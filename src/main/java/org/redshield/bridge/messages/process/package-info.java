/** 任务通知: what people hold of the engine's tasks: who is told, and what stands in whose calendar. */
package org.redshield.bridge.messages.process;
