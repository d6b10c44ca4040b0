using ChiSo.Application.Spreadsheets;

namespace ChiSo.Application.Surveys.Questionnaires;

/// <summary>What a row of a questionnaire asks for.</summary>
public enum QuestionKind
{
    Text,
    Whole,
    Number,

    /// <summary>A number between two ends, in steps.</summary>
    Range,
    SelectOne,
    SelectMultiple,
    Date,
    Time,

    /// <summary>"I have read this": one box to tick.</summary>
    Acknowledge,

    /// <summary>A picture ("ảnh"), sent by form programs alone; its answer is the name it lies under in the store of answers.</summary>
    Picture,

    /// <summary>Something to read; nothing to answer.</summary>
    Note,

    /// <summary>Computed, never asked.</summary>
    Calculate,
}

/// <summary>How <c>type</c> writes the kinds.</summary>
internal static class QuestionKinds
{
    public static CodeList<QuestionKind> Codes { get; } = new(
        ("text", QuestionKind.Text),
        ("integer", QuestionKind.Whole),
        ("decimal", QuestionKind.Number),
        ("range", QuestionKind.Range),
        ("select_one", QuestionKind.SelectOne),
        ("select_multiple", QuestionKind.SelectMultiple),
        ("date", QuestionKind.Date),
        ("time", QuestionKind.Time),
        ("acknowledge", QuestionKind.Acknowledge),
        ("image", QuestionKind.Picture),
        ("note", QuestionKind.Note),
        ("calculate", QuestionKind.Calculate));

    /// <summary>Types of XLSForm that tell who, where or when to the second somebody answered: refused, because answers are anonymous here.</summary>
    public static bool Identifies(string type) => type is "start" or "end" or "today" or "deviceid" or "phonenumber" or "username" or "email" or "simserial" or "subscriberid" or "audit"
        or "geopoint" or "geotrace" or "geoshape" or "start-geopoint" or "audio" or "video" or "file" or "background-audio";
}
