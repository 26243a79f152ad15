using Orleans.TaskFlow.Tests.Conformance;
using Xunit;

namespace Orleans.TaskFlow.Tests.ZooKeeper;

public sealed class NodeNameTests
{
    [Fact]
    public void AName_OfAUuidAsProgramsMakeIt_IsTheUuid()
    {
        const string Uuid = "6f9619ff-8b86-d011-b42d-00c04fc964ff";

        Assert.Equal(Uuid, NodeName.Of(Uuid));
    }

    [Fact]
    public void Names_OfAwkwardUuids_AreValidAndLeadBackToThem()
    {
        Assert.All(AwkwardNames.Short, uuid =>
        {
            string name = Assert.IsType<string>(NodeName.Of(uuid));
            Assert.DoesNotContain(name, letter => letter is '/' or <= '\u001f' or (>= '\u007f' and <= '\u009f') or (>= '\ud800' and <= '\uf8ff') or >= '\ufff0');
            Assert.False(name is "." or "..");
            Assert.Equal(uuid, NodeName.Decode(name));
        });
        Assert.Equal(AwkwardNames.Short.Count(), AwkwardNames.Short.Select(NodeName.Of).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void AName_OfTextThatIsNotUnicode_IsNone()
    {
        // No cases of a theory: xunit passes their text on as UTF-8.
        Assert.Null(NodeName.Of("\ud800"));
        Assert.Null(NodeName.Of("a\udc00b"));
    }

    [Fact]
    public void AName_ThatIsTooLong_IsNone()
    {
        Assert.NotNull(NodeName.Of(new string('u', NodeName.MaxBytes)));
        Assert.Null(NodeName.Of(new string('u', NodeName.MaxBytes + 1)));
    }
}
