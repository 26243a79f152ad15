namespace Orleans.TaskFlow.Tests.Core;

/// <summary>The same on a store that takes a task's result and the beginning of the next one as one.</summary>
public sealed class EngineTroubleOnAJoiningStoreTests() : EngineTroubleTests(joinsAtoms: true);
