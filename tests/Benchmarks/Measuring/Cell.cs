namespace Orleans.TaskFlow.Tests.Benchmarks;

/// <summary>What a scenario is measured on: so many flows at the same time, of so many atoms each.</summary>
public readonly record struct Cell(int Atoms, int Flows);
