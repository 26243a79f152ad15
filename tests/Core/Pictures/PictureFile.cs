using Xunit;

namespace Orleans.TaskFlow.Tests.Core;

/// <summary>
/// Holds a picture against the file in <c>Data</c> that somebody has looked at. With <c>TASKFLOW_ACCEPT_PICTURES=1</c> in the environment the file is
/// written instead, to be looked at.
/// </summary>
internal static class PictureFile
{
    public static void AssertSame(string name, string picture)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Orleans.TaskFlow.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        string path = Path.Combine(root.FullName, "tests", "Core", "Pictures", "Data", name);
        if (Environment.GetEnvironmentVariable("TASKFLOW_ACCEPT_PICTURES") == "1")
        {
            File.WriteAllText(path, picture);
        }

        Assert.Equal(File.ReadAllText(path), picture);
    }
}
