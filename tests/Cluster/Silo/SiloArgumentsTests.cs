using Xunit;

namespace Orleans.TaskFlow.Tests.Cluster;

public sealed class SiloArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--TaskFlow:Storage:Path=a", "--taskflow:siloport=1", "--Logging:LogLevel:Default=Debug", "--environment=Development")]
    [InlineData("--TaskFlow:Storage:Path", "--help", "--print-schema")]
    [InlineData("--print-schema", "--TaskFlow:SiloPort", "1")]
    public void Check_SettingsAndOptions_Taken(params string[] arguments) => Assert.Equal(0, Check(arguments).Count);

    [Theory]
    [InlineData("'--help': There is no such argument", "--help")]
    [InlineData("'-h': There is no such argument", "-h")]
    [InlineData("'--print-schem': There is no such argument", "--print-schem")]
    [InlineData("'--Storage:Path': There is no such argument", "--TaskFlow:SiloPort=1", "--Storage:Path=a")]
    [InlineData("'TaskFlow:SiloPort': There is no such argument", "TaskFlow:SiloPort=1")]
    [InlineData("'a.dll': There is no such argument", "--TaskFlow:Flows", "b.dll", "a.dll")]
    [InlineData("'--TaskFlow:SiloPort': It has no value", "--TaskFlow:SiloPort")]
    public void Check_AnArgumentThatIsNone_NamedWithWhatThereIs(string said, params string[] arguments)
    {
        var problems = Check(arguments);

        Assert.Equal(1, problems.Count);
        Assert.Contains(said, problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AMisspeltConnectionString_IsNotShown()
    {
        var problems = Check("--Storage:ConnectionString=Host=db;Password=hunter2");

        Assert.Contains("--Storage:ConnectionString", problems.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problems.ToString(), StringComparison.Ordinal);
    }

    private static SettingProblems Check(params string[] arguments)
    {
        var problems = new SettingProblems();
        SiloArguments.Check(arguments, problems);
        return problems;
    }
}
