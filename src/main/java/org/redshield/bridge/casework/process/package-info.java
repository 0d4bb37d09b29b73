/** 共用流程步骤: the forms, steps and variables that the processes of all cooperations share. */
package org.redshield.bridge.casework.process;
