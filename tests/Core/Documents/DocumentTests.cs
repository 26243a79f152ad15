using System.Text;
using System.Text.Json;
using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

public sealed class DocumentTests
{
    [Fact]
    public void From_OfAValue_IsItsCompactJson()
    {
        Document document = Document.From(new { Text = "é ☃ <b> 'quoted'", Items = new object?[] { 1, 2.5, true, null } });

        Assert.Equal("""{"Text":"é ☃ <b> 'quoted'","Items":[1,2.5,true,null]}""", document.ToString());
    }

    [Fact]
    public void From_OfADocument_IsThatDocument()
    {
        Document document = Document.Parse("[1]");

        Assert.Same(document, Document.From(document));
        Assert.Equal("""{"Inner":[1]}""", Document.From(new { Inner = document }).ToString());
        Assert.Equal("""{"Inner":null}""", Document.From(new { Inner = (Document?)null }).ToString());
    }

    [Fact]
    public void From_WithOptionsOfTheCaller_FollowsThem()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true };

        Document document = Document.From(new { SomeName = 1 }, options);

        Assert.Equal("""{"someName":1}""", document.ToString());
        Assert.Equal(new Named(1), document.To<Named>(options));
    }

    [Fact]
    public void From_OfAListChangedAfterwards_KeepsWhatItWas()
    {
        var list = new List<int> { 1 };
        Document document = Document.From(list);

        list.Add(2);

        Assert.Equal("[1]", document.ToString());
    }

    [Fact]
    public void From_OfBytesChangedAfterwards_KeepsWhatTheyWere()
    {
        byte[] utf8 = "[1]"u8.ToArray();
        Document document = Document.Parse(utf8);

        utf8[1] = (byte)'2';

        Assert.Equal("[1]", document.ToString());
    }

    [Theory]
    [InlineData("", '\ud800', "")]
    [InlineData("a", '\udc00', "b")]
    [InlineData("\ufffd and ", '\ud83d', "")]
    public void From_OfTextThatIsNotUnicode_IsRefused(string before, char half, string after)
    {
        string text = before + half + after;
        Assert.Throws<InvalidFormatException>(() => Document.From(text));
        Assert.Throws<InvalidFormatException>(() => Document.From(new Dictionary<string, int> { [text] = 1 }));
        Assert.Throws<InvalidFormatException>(() => Document.From(new { Text = text }, new JsonSerializerOptions()));
    }

    [Theory]
    [InlineData("\ufffd")]
    [InlineData("\"\\\b\f\n\r\t\0\u001f\u007f")]
    [InlineData("👩‍🚀 \u2028\u2029\uffff")]
    public void From_OfAnyUnicodeText_ComesBackAsItWas(string text) => Assert.Equal(text, Document.From(text).To<string>());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("1 2")]
    [InlineData("NaN")]
    [InlineData("// comment")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\ud800\":1}")]
    public void Parse_OfWhatIsNotJson_IsRefused(string json)
    {
        Assert.Throws<InvalidFormatException>(() => Document.Parse(json));
        Assert.Throws<InvalidFormatException>(() => Document.Parse(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Parse_OfBytesThatAreNotUtf8_IsRefused() =>
        Assert.Throws<InvalidFormatException>(() => Document.Parse(new byte[] { (byte)'"', 0xff, (byte)'"' }));

    [Fact]
    public void Parse_OfTheGreatestDepth_IsTakenAndOneMoreRefused()
    {
        string deepest = new string('[', Document.MaxDepth) + new string(']', Document.MaxDepth);

        Assert.Equal(deepest, Document.Parse(deepest).ToString());
        Assert.Throws<InvalidFormatException>(() => Document.Parse($"[{deepest}]"));
        Assert.Throws<InvalidFormatException>(() => Document.From(Nested(Document.MaxDepth + 1)));
        Assert.Throws<InvalidFormatException>(() => Document.From(Nested(Document.MaxDepth + 1), new JsonSerializerOptions { MaxDepth = 1000 }));
    }

    [Fact]
    public void Parse_OfNumbers_KeepsThemAsTheyWereWritten()
    {
        const string numbers = "[1.0,1e2,-0,9007199254740993,123456789012345678901234567890]";

        Assert.Equal(numbers, Document.Parse(numbers).ToString());
    }

    [Theory]
    [InlineData("\"text\"", "Int32")]
    [InlineData("[1]", "Int32")]
    [InlineData("null", "Int32")]
    public void To_OfAnotherType_IsRefusedAndNamesTypeAndValue(string json, string type)
    {
        var error = Assert.Throws<InvalidFormatException>(() => Document.Parse(json).To<int>());

        Assert.Contains(type, error.Message, StringComparison.Ordinal);
        Assert.Contains(json, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_OfATypeNamedInTheText_MakesNothingOfThatType()
    {
        Document document = Document.Parse("""{"$type":"System.IO.FileInfo, System.Runtime","x":1}""");

        Assert.IsType<Dictionary<string, JsonElement>>(document.To<Dictionary<string, JsonElement>>());
    }

    [Fact]
    public void Parts_OfObjectsAndLists_AreFoundByKey()
    {
        Document list = Document.Parse("[10,[20],null]");
        Document members = Document.Parse("""{"a":1,"":2,"a":3,"\u0062":4}""");

        Assert.True(list.TryGetPart(ResultKey.At(1), out Document? item));
        Assert.Equal("[20]", item.ToString());
        Assert.True(list.TryGetPart(ResultKey.At(2), out item) && item.IsNull);
        Assert.False(list.TryGetPart(ResultKey.At(3), out _));
        Assert.False(list.TryGetPart(ResultKey.Member("a"), out _));
        Assert.True(members.TryGetPart(ResultKey.Member("a"), out item));
        Assert.Equal("3", item.ToString());
        Assert.True(members.TryGetPart(ResultKey.Member(""), out _) && members.TryGetPart(ResultKey.Member("b"), out _));
        Assert.False(members.TryGetPart(ResultKey.At(0), out _));
        Assert.True(members.TryGetPart(ResultKey.Whole, out item));
        Assert.Same(members, item);
        Assert.False(Document.From("text").TryGetPart(ResultKey.At(0), out _));
    }

    [Fact]
    public void Equality_IsThatOfTheText()
    {
        Assert.Equal(Document.Parse(" [ 1 , 2 ] "), Document.From(new[] { 1, 2 }));
        Assert.Equal(Document.Parse("[1]").GetHashCode(), Document.From(new[] { 1 }).GetHashCode());
        Assert.NotEqual(Document.Parse("1.0"), Document.Parse("1"));
        Assert.True(Document.From<string?>(null).IsNull);
    }

    private static object Nested(int depth) => depth == 0 ? 1 : new[] { Nested(depth - 1) };

    private sealed record Named(int SomeName);

    [Theory]
    [InlineData("plain", "plain", true)]
    [InlineData("plain", "other", false)]
    [InlineData("plain", "longer than it", false)]
    [InlineData("", "", true)]
    public void Equality_OfTexts_IsTheSameBeforeAndAfterTheirJsonIsAskedFor(string text, string otherText, bool equal)
    {
        Document one = Document.From(text);
        Document other = Document.From(otherText);
        Assert.Equal(equal, one.Equals(other));

        Assert.Equal('"' + otherText + '"', other.ToString());
        Assert.Equal(equal, one.Equals(other));
        Assert.Equal(equal, other.Equals(one));
        Assert.Equal(equal, one.GetHashCode() == other.GetHashCode());
        Assert.Equal(JsonValueKind.String, other.Kind);
        Assert.Equal(otherText, other.To<string>());
        Assert.Throws<InvalidFormatException>(() => Document.From(otherText).To<IComparable>());
    }
}
