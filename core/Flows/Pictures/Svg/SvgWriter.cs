using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;

namespace Orleans.TaskFlow;

/// <summary>Writes a picture whose boxes have been placed.</summary>
internal sealed class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const double Margin = 12;

    private readonly XmlWriter _xml;

    private SvgWriter(XmlWriter xml) => _xml = xml;

    public static string Write(PictureBox picture)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineChars = "\n" }))
        {
            new SvgWriter(xml).WritePicture(picture);
        }

        return text.Append('\n').ToString();
    }

    private void WritePicture(PictureBox picture)
    {
        string width = Number(picture.Width + (2 * Margin));
        string height = Number(picture.Height + (2 * Margin));
        _xml.WriteStartElement("svg", Namespace);
        Attributes(("class", SvgStyle.Root), ("width", width), ("height", height), ("viewBox", $"0 0 {width} {height}"), ("role", "img"));
        Element("title", $"Flow {PictureText.Whole(picture.Item.Name)}");
        Element("style", SvgStyle.Of(StatesIn(picture)));
        _xml.WriteStartElement("defs");
        _xml.WriteStartElement("marker");
        Attributes(("id", "taskflow-arrow"), ("viewBox", "0 0 8 8"), ("refX", "8"), ("refY", "4"), ("markerWidth", "8"), ("markerHeight", "8"), ("orient", "auto"));
        Empty("path", ("class", "head"), ("d", "M0 0 8 4 0 8z"));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        Empty("rect", ("class", "page"), ("width", width), ("height", height));
        (picture.X, picture.Y) = (Margin, Margin);
        WriteFlow(picture);
        _xml.WriteEndElement();
    }

    private void WriteFlow(PictureBox box)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        BeginGroup("flow", box);
        Empty("rect", ("width", Number(box.Width)), ("height", Number(box.Height)), ("rx", "8"));
        WriteHeader(box);
        foreach (PictureArrow arrow in box.Arrows)
        {
            WriteArrow(arrow);
        }

        foreach (PictureBox child in box.Children)
        {
            if (child.Item is Flow)
            {
                WriteFlow(child);
            }
            else
            {
                WriteAtom(child);
            }
        }

        _xml.WriteEndElement();
    }

    private void WriteHeader(PictureBox box)
    {
        _xml.WriteStartElement("text");
        Attributes(("x", Number(PictureBox.Padding)), ("y", "20"));
        Span(PictureText.Shown(box.Item.Name), ("class", "name"));
        Span(box.Note, ("class", "note"), ("dx", "8"));
        _xml.WriteEndElement();
    }

    private void WriteAtom(PictureBox box)
    {
        BeginGroup($"atom {box.State?.ToName() ?? SvgStyle.NoState}", box);
        Element("title", box.State is { } state ? $"{PictureText.Whole(box.Item.Name)}: {state.ToName()}" : PictureText.Whole(box.Item.Name));
        var (width, height) = (box.Width, box.Height);
        if (box.Item is RetryAtom)
        {
            Empty("path", ("d", $"M8 0H{Number(width - 8)}L{Number(width)} {Number(height / 2)} {Number(width - 8)} {Number(height)}H8L0 {Number(height / 2)}z"));
        }
        else
        {
            Empty("rect", ("width", Number(width)), ("height", Number(height)), ("rx", "5"));
        }

        Text(PictureText.Shown(box.Item.Name), width / 2, box.Note is null ? 22 : 21, null);
        if (box.Note is not null)
        {
            Text(box.Note, width / 2, 38, "note");
        }

        _xml.WriteEndElement();
    }

    private void WriteArrow(PictureArrow arrow)
    {
        Empty("path", ("class", arrow.Link.Decider is null ? "arrow" : "arrow decided"), ("d", PathOf(arrow.Points)), ("marker-end", "url(#taskflow-arrow)"));
        double first = arrow.LabelAt.Y - ((arrow.Label.Count - 1) * PictureFont.SmallLine / 2) + 4;
        for (int line = 0; line < arrow.Label.Count; line++)
        {
            Text(arrow.Label[line], arrow.LabelAt.X, first + (line * PictureFont.SmallLine), "label");
        }
    }

    /// <summary>Every bend is upright where it begins and where it ends, so that the whole has no corner.</summary>
    private static string PathOf(IReadOnlyList<PicturePoint> points)
    {
        var path = new StringBuilder($"M{Number(points[0].X)} {Number(points[0].Y)}");
        foreach (var (from, to) in points.Zip(points.Skip(1)))
        {
            string middle = Number((from.Y + to.Y) / 2);
            path.Append(
                Number(from.X) == Number(to.X)
                    ? $"V{Number(to.Y)}"
                    : $"C{Number(from.X)} {middle} {Number(to.X)} {middle} {Number(to.X)} {Number(to.Y)}");
        }

        return path.ToString();
    }

    private static SortedSet<State> StatesIn(PictureBox picture)
    {
        var states = new SortedSet<State>();
        var open = new Stack<PictureBox>([picture]);
        while (open.TryPop(out PictureBox? box))
        {
            if (box.State is { } state)
            {
                states.Add(state);
            }

            foreach (PictureBox child in box.Children)
            {
                open.Push(child);
            }
        }

        return states;
    }

    private void BeginGroup(string classes, PictureBox box)
    {
        _xml.WriteStartElement("g");
        Attributes(("class", classes), ("transform", $"translate({Number(box.X)} {Number(box.Y)})"));
    }

    private void Text(string text, double x, double y, string? classes)
    {
        _xml.WriteStartElement("text");
        if (classes is not null)
        {
            Attributes(("class", classes));
        }

        Attributes(("x", Number(x)), ("y", Number(y)), ("text-anchor", "middle"));
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    private void Span(string? text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement("tspan");
        Attributes(attributes);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    private void Element(string name, string text) => _xml.WriteElementString(name, text);

    private void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(name);
        Attributes(attributes);
        _xml.WriteEndElement();
    }

    private void Attributes(params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            _xml.WriteAttributeString(name, value);
        }
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
