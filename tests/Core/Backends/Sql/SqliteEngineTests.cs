using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class SqliteEngineTests
{
    [Theory]
    [InlineData("3.44.5", true)]
    [InlineData("3.44.6", false)]
    [InlineData("3.45.0", true)]
    [InlineData("3.50.4", true)]
    [InlineData("3.50.7", false)]
    [InlineData("3.51.2", true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.53.0", false)]
    public void HasLogResetFault_OfAVersion_IsAsPublished(string version, bool has) =>
        Assert.Equal(has, SqliteEngine.HasLogResetFault(version));
}
