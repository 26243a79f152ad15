namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>JSON values that a store may bend, each with a word for it.</summary>
public static class AwkwardValues
{
    public static readonly IReadOnlyDictionary<string, Document> All = new Dictionary<string, Document>
    {
        ["null"] = Document.Null,
        ["an empty object"] = Document.Parse("{}"),
        ["an empty list"] = Document.Parse("[]"),
        ["empty text"] = Document.Parse("\"\""),
        ["false"] = Document.Parse("false"),
        ["numbers as they were written"] = Document.Parse("[1, 1.0, 1e2, -0, 0.1, 9007199254740993, 18446744073709551615, 123456789012345678901234567890, 1e400]"),
        ["texts that look like something else"] = Document.Parse("""["2015-03-01T00:00:00Z", "null", "1", "true", "00000000-0000-0000-0000-000000000000", "\\u0041"]"""),
        ["characters"] = Document.From("\0\u0001\t\r\n\u007f\u2028\u2029\ufeff\uffff <&'\"\\/> é 👩‍🚀"),
        ["names of members"] = Document.Parse("""{"": 1, " ": 2, "a/b": 3, "$failure": 4, "$type": "System.IO.FileInfo", "\u0000": 5}"""),
        ["one member that is a mark"] = Document.Parse("""{"$failure": {"type": "E", "message": "m"}}"""),
        ["what a failure is stored as"] = SampleRecords.Failure("as a value").ToDocument(),
        ["nulls inside"] = Document.Parse("""{"a": null, "b": [null]}"""),
        ["members out of order"] = Document.Parse("""{"b": 1, "a": 2, "c": {"z": 1, "y": 2}}"""),
        ["the deepest"] = Document.Parse(new string('[', Document.MaxDepth) + new string(']', Document.MaxDepth)),
        ["1 MB"] = Document.From(new string('x', 1024 * 1024)),
    };
}
