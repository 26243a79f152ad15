namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SqliteOtherLayoutTests() : OtherLayoutTests(new SqliteKind());
