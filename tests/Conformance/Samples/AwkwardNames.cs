namespace Orleans.TaskFlow.Tests.Conformance;

/// <summary>Names that a store may mistake for something else, each with a word for it.</summary>
public static class AwkwardNames
{
    private const int LongLength = 10 * 1024;

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["a blank"] = " ",
        ["a slash"] = "a/b",
        ["only slashes"] = "//",
        ["a backslash"] = @"a\b",
        ["a dot"] = ".",
        ["two dots"] = "..",
        ["a way up"] = "../../etc/passwd",
        ["an absolute path"] = "/etc/passwd",
        ["NUL"] = "a\0b",
        ["line ends"] = "a\r\nb\u2028c",
        ["quotes"] = "\"a\" 'b' `c`",
        ["SQL"] = "'; DROP TABLE atomdetails; --",
        ["wildcards"] = "%_*?[a]",
        ["escapes"] = "%2F%00&amp;\\u0041",
        ["emoji"] = "👩‍🚀☂",
        ["an accent composed"] = "caf\u00e9",
        ["an accent apart"] = "cafe\u0301",
        ["upper case"] = "CAFE",
        ["lower case"] = "cafe",
        ["blanks around"] = "  padded  ",
        ["a mark"] = "$failure",
        ["a colon"] = "C:name.json",
        ["a device"] = "CON",
        ["the injector's with a difference"] = IFlowStorage.InjectorName + " ",
        ["10 KB"] = new string('n', LongLength - 1) + "1",
        ["10 KB, another end"] = new string('n', LongLength - 1) + "2",
    };

    /// <summary>Those that a store may use as a key, such as the name of a file.</summary>
    public static IEnumerable<string> Short => All.Values.Where(name => name.Length < LongLength);
}
