using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class RecordReaderTests
{
    [Theory]
    [InlineData("""{"a":"1","b":{"a":"2","c":[{"d":"3"}]},"d":"4"}""")]
    [InlineData("""{"d":"4","b":{"a":"2","c":[{"d":"3"}]},"a":"1"}""")]
    public void Text_InWhateverOrderMembersStand_IsTheRecordsOwn(string json)
    {
        RecordReader record = ReaderOf(json);

        Assert.Equal(("1", "4"), (record.Text("a"), record.Text("d")));
        Assert.Equal(("4", "1"), (record.Text("d"), record.Text("a")));
        Assert.Null(record.Text("c"));
        Assert.Equal("1", record.Required("a"));
    }

    [Fact]
    public void Text_WithEscapes_IsTheText() => Assert.Equal("a\"\u0001", ReaderOf("""{"a":"a\"\u0001"}""").Text("a"));

    [Theory]
    [InlineData("""{"a":{"b":1}}""")]
    [InlineData("""{"a":["b"]}""")]
    [InlineData("""{"a":1}""")]
    public void Text_MemberIsSomethingElse_IsRefused(string json) =>
        Assert.Throws<InvalidFormatException>(() => ReaderOf(json).Text("a"));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":""}""")]
    [InlineData("""["a"]""")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    public void Required_NotThere_IsRefusedByName(string json)
    {
        var error = Assert.Throws<InvalidFormatException>(() => ReaderOf(json).Required("a"));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
        Assert.Contains("thing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_OfEachKind_IsTheMembersText()
    {
        RecordReader record = ReaderOf("""{"a":[1,{"b":2}],"b":{"a":{}},"c":1.5,"d":null}""");

        Assert.Equal("[1,{\"b\":2}]", record.Value("a").ToString());
        Assert.Equal("{\"a\":{}}", record.Value("b").ToString());
        Assert.Equal("1.5", record.Value("c").ToString());
        Assert.True(record.Value("d").IsNull);
        Assert.True(record.Value("e").IsNull);
    }

    [Fact]
    public void Record_OnceRead_LeavesTheOuterRecordAsItIs()
    {
        RecordReader outer = ReaderOf("""{"inner":{"b":"1","c":{"d":"2"}},"b":"3","d":"4"}""");
        RecordReader inner = outer.Record("inner", "inner thing");

        Assert.Equal("4", outer.Text("d"));
        Assert.Equal("1", inner.Text("b"));
        Assert.Null(inner.Text("d"));
        Assert.Equal("2", inner.Record("c", "innermost thing").Text("d"));
        Assert.Equal("1", inner.Text("b"));
        Assert.Equal("3", outer.Text("b"));
    }

    [Theory]
    [InlineData("""{"inner":"text","a":"1"}""")]
    [InlineData("""{"inner":[{"a":"2"}],"a":"1"}""")]
    [InlineData("""{"inner":null,"a":"1"}""")]
    [InlineData("""{"a":"1"}""")]
    public void Record_MemberIsNone_HasNoMembers(string json)
    {
        RecordReader outer = ReaderOf(json);

        Assert.Null(outer.Record("inner", "inner thing").Text("a"));
        Assert.Equal("1", outer.Text("a"));
    }

    private static RecordReader ReaderOf(string json) => new("thing", Document.Parse(json));
}
