using System.Globalization;
using System.Text;

namespace Orleans.TaskFlow;

/// <summary>The style sheet of a picture; it says nothing about other parts of a page that the picture is put into.</summary>
internal static class SvgStyle
{
    /// <summary>The class of the picture.</summary>
    public const string Root = "taskflow";

    /// <summary>The class of atoms that are drawn without a state.</summary>
    public const string NoState = "plain";

    /// <param name="states">Those that the picture shows.</param>
    public static string Of(IReadOnlyCollection<State> states)
    {
        var css = new StringBuilder("\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} text{{font:{PictureFont.Size}px system-ui,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .note,.{Root} .label{{font-size:{PictureFont.SmallSize}px}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .name{{font-weight:600}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .arrow{{fill:none;stroke-width:1.5}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .label{{paint-order:stroke;stroke-width:4px}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .decided{{stroke-dasharray:5 4}}\n");
        foreach (State state in states.Where(state => PictureColours.Of(state).Dashed))
        {
            css.Append(CultureInfo.InvariantCulture, $".{Root} .{state.ToName()}>rect,.{Root} .{state.ToName()}>path{{stroke-dasharray:4 3}}\n");
        }

        Themed(css, states, colours => colours.Light);
        css.Append("@media (prefers-color-scheme:dark){\n");
        Themed(css, states, colours => colours.Dark);
        return css.Append("}\n").ToString();
    }

    private static void Themed(StringBuilder css, IReadOnlyCollection<State> states, Func<PictureColours, PictureTheme> theme)
    {
        PictureTheme page = theme(PictureColours.Page);
        PictureTheme flow = theme(PictureColours.Flow);
        css.Append(CultureInfo.InvariantCulture, $".{Root} .page{{fill:{page.Fill}}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .arrow{{stroke:{page.Line}}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .head{{fill:{page.Line}}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .label{{fill:{flow.Text};stroke:{flow.Fill}}}\n");
        Boxes(css, "flow", flow);
        if (states.Count == 0)
        {
            Boxes(css, NoState, theme(PictureColours.Plain));
        }

        foreach (State state in states)
        {
            Boxes(css, state.ToName(), theme(PictureColours.Of(state)));
        }
    }

    private static void Boxes(StringBuilder css, string name, PictureTheme theme)
    {
        css.Append(CultureInfo.InvariantCulture, $".{Root} .{name}>rect,.{Root} .{name}>path:not(.arrow){{fill:{theme.Fill};stroke:{theme.Line}}}\n");
        css.Append(CultureInfo.InvariantCulture, $".{Root} .{name}>text:not(.label){{fill:{theme.Text}}}\n");
    }
}
