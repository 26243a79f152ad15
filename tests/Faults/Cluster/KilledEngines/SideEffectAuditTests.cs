using Xunit;

namespace Orleans.TaskFlow.Tests.Faults.Cluster;

/// <summary>That the audit of the killed engines finds what it is there to find.</summary>
public sealed class SideEffectAuditTests
{
    [Theory]
    [InlineData("begin 0.0 1|begin 1.0 1|begin 0.1 1|begin 1.1 1", false)]
    [InlineData("begin 0.0 1|begin 0.0 1|begin 1.0 1|begin 0.1 1|begin 1.1 1|begin 1.1 1", false)]
    [InlineData("begin 0.0 1|begin 0.1 1|revert 0.1 1|revert 0.0 1|begin 0.0 2|begin 1.0 1|begin 0.1 2|begin 1.1 1", false)]
    [InlineData("begin 0.0 1|begin 0.1 1|begin 1.0 1|begin 1.1 1|revert 1.1 1|revert 1.1 1|revert 0.1 1|revert 1.0 1|revert 0.0 1", true)]
    public void Violations_OfWhatMayHappen_None(string log, bool reverted) =>
        Assert.Empty(new SideEffectAudit(log.Split('|'), chains: 2, length: 2).Violations(reverted));

    [Theory]
    [InlineData("begin 0.0 1|begin 0.1 1|begin 0.0 1", false, "'begin 0.0 1' after 'begin 0.1 1'")]
    [InlineData("begin 0.1 1|begin 0.0 1", false, "'begin 0.1 1' at first")]
    [InlineData("begin 0.0 1|begin 0.1 1|begin 0.1 2", false, "'begin 0.1 2' after 'begin 0.1 1'")]
    [InlineData("begin 0.0 1|begin 0.1 1|revert 0.1 1|revert 0.0 1|begin 0.0 2|begin 0.1 2|begin 0.0 1", false, "'begin 0.0 1' after 'begin 0.1 2'")]
    [InlineData("begin 0.0 1", false, "no 'begin 0.1 1'")]
    [InlineData("begin 0.0 1|begin 0.1 1|revert 0.1 1", true, "no 'revert 0.0 1'")]
    [InlineData("begin 0.0 1|begin 0.1 1|revert 0.1 1", false, "'revert 0.1 1'")]
    [InlineData("begin 0.0 1|begin 0.1 1|revert 0.0 1|revert 0.1 1", true, "'revert 0.1 1' after 'revert 0.0 1'")]
    [InlineData("begin 0.0 1|begin 0.1 1|revert 0.1 1|begin 0.1 1|revert 0.0 1", true, "'begin 0.1 1' after 'revert 0.1 1'")]
    public void Violations_OfWhatMustNotHappen_EachIsNamed(string log, bool reverted, string violation) =>
        Assert.Contains(violation, new SideEffectAudit(log.Split('|'), chains: 1, length: 2).Violations(reverted));
}
