using System.Collections.Immutable;

namespace ChiSo.Application.Documents;

/// <summary>A text document to be written: paragraphs and tables on A4 pages, in the form Vietnamese offices use (Decree 30/2020/NĐ-CP, Appendix I: Times New Roman, margins 20/20/30/15 mm).</summary>
public sealed record WrittenDocument
{
    /// <summary>Parts that follow each other on new pages.</summary>
    public required ImmutableArray<WrittenPart> Parts { get; init; }

    /// <summary>Small text at the foot of every page, beside the page's number.</summary>
    public string Foot { get; init; } = "";
}

/// <summary>Pages of one direction.</summary>
public sealed record WrittenPart(bool Landscape, ImmutableArray<WrittenBlock> Blocks);

/// <summary>What stands on a page, from top to bottom.</summary>
public abstract record WrittenBlock
{
    private WrittenBlock() { }

    /// <param name="Before">Space above, in points.</param>
    public sealed record Paragraph(ImmutableArray<WrittenRun> Runs, TextAlign Align = TextAlign.Justified, ParagraphKind Kind = ParagraphKind.Text, int Before = 6) : WrittenBlock;

    /// <param name="Widths">Of the columns, in millimetres.</param>
    /// <param name="HeadRows">Rows at the top repeated on every page.</param>
    /// <param name="Lined">Whether lines stand between the cells.</param>
    public sealed record Grid(ImmutableArray<double> Widths, int HeadRows, bool Lined, ImmutableArray<ImmutableArray<GridCell>> Rows) : WrittenBlock;
}

/// <summary>Text of one look.</summary>
/// <param name="Size">In points; 0 for the usual size of where it stands.</param>
public sealed record WrittenRun(string Text, bool Bold = false, bool Italic = false, bool Underlined = false, int Size = 0);

/// <summary>A cell; its paragraphs lie below each other.</summary>
public sealed record GridCell(ImmutableArray<WrittenRun> Lines, TextAlign Align = TextAlign.Left)
{
    public static GridCell Of(string text, TextAlign align = TextAlign.Left, bool bold = false) => new([new(text, bold)], align);
}

public enum TextAlign
{
    Left,
    Centre,
    Right,
    Justified,
}

/// <summary>What a paragraph is, for the document's outline.</summary>
public enum ParagraphKind
{
    Text,
    Title,
    Heading,
}
