namespace Orleans.TaskFlow;

/// <summary>A statement of a batch, as it was added.</summary>
/// <param name="Sql">Its text, known by its reference.</param>
/// <param name="Parameters">Its values.</param>
/// <param name="MustFind">Whether it has to insert, update or delete a row.</param>
internal readonly record struct AddedStatement(string Sql, ServerParameters Parameters, bool MustFind);
