namespace Orleans.TaskFlow.Tests.Cli.App;

public sealed record ShipOrder(int Boxes = 1);
